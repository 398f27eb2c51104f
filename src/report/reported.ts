import { MEASURES } from '../../webview/model/measures';
import { ACCURACY, LOSS, parseTag } from '../shared/tags';

const STATISTICS: readonly string[] = [
  LOSS,
  ACCURACY,
  'dead_units',
  ...MEASURES.map(({ statistic }) => statistic),
];

/** Whether the page shows a tag; the rest of a run's series would only make a report large. */
export const reported = (tag: string): boolean => STATISTICS.includes(parseTag(tag).statistic);
