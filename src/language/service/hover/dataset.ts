import { sourceChoice } from '../../../experiment/schema/dataset';
import { formatShape } from '../../../nn/shape';
import { t } from '../../../shared/l10n';
import { formatCount } from '../../../shared/figures';
import { significant } from '../../numbers';
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
  if (description === undefined) return entry === undefined ? t(sourceChoice.doc) : entryDoc(entry);
  const { title, inputShape, classes, outputs, trainCount, testCount, moments } = description;
  const input = analysis.input ?? lastGood.input;
  const counts = [
    trainCount === undefined ? undefined : t('{0} training samples', formatCount(trainCount)),
    testCount === undefined ? undefined : t('{0} test samples', formatCount(testCount)),
    t('shape {0}', formatShape(inputShape)),
  ].filter((fact) => fact !== undefined);
  const names = classes?.slice(0, MOST_CLASSES).join(', ') ?? '';
  return [
    ...(entry === undefined ? [`**${t(title)}**`] : [entryDoc(entry)]),
    counts.join(' · '),
    classes === undefined
      ? t('{0} value(s) to predict', outputs)
      : t('{0} classes: {1}', classes.length, `${names}${classes.length > MOST_CLASSES ? ', …' : ''}`),
    ...(moments === undefined
      ? []
      : [
          t(
            'Values from 0 to 1: mean {0}, standard deviation {1}',
            significant(moments.mean),
            significant(moments.sd),
          ),
        ]),
    ...(input === undefined
      ? []
      : [
          t(
            'As the network sees them: mean {0}, second moment {1}',
            significant(input.mean),
            significant(input.secondMoment),
          ),
        ]),
  ].join('\n\n');
}
