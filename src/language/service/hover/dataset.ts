import { sourceChoice } from '../../../experiment/schema/dataset';
import { formatShape } from '../../../nn/shape';
import { count, significant } from '../../numbers';
import { entryDoc } from '../completion/documentation';
import type { ConfigState } from '../state';

const MOST_CLASSES = 20;

/** Size, shape, classes and statistics of the dataset. */
export function datasetHover(
  { document, analysis, lastGood }: ConfigState,
  source: string | undefined,
): string {
  const entry = source === undefined ? undefined : sourceChoice.entries[source];
  const description = document.outline.dataset;
  if (description === undefined) return entry === undefined ? sourceChoice.doc : entryDoc(entry);
  const { title, inputShape, classes, outputs, trainCount, testCount, moments } = description;
  const input = analysis.input ?? lastGood.input;
  const counts = [
    trainCount === undefined ? undefined : `${count(trainCount)} training samples`,
    testCount === undefined ? undefined : `${count(testCount)} test samples`,
    `shape ${formatShape(inputShape)}`,
  ].filter((fact) => fact !== undefined);
  const names = classes?.slice(0, MOST_CLASSES).join(', ') ?? '';
  return [
    ...(entry === undefined ? [`**${title}**`] : [entryDoc(entry)]),
    counts.join(' · '),
    classes === undefined
      ? `${outputs} value(s) to predict`
      : `${classes.length} classes: ${names}${classes.length > MOST_CLASSES ? ', …' : ''}`,
    ...(moments === undefined
      ? []
      : [
          `Values from 0 to 1: mean ${significant(moments.mean)}, standard deviation ${significant(moments.sd)}`,
        ]),
    ...(input === undefined
      ? []
      : [
          `As the network sees them: mean ${significant(input.mean)}, second moment ${significant(input.secondMoment)}`,
        ]),
  ].join('\n\n');
}
