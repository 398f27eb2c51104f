import { t } from '../../src/shared/l10n';
import type { Range } from '../contract';
import { at, firstAtOrAfter, lastAtOrBefore } from './columns';
import type { Group } from './curves';
import type { Scene } from './scene';
import type { ChartTable } from './table';
import { countsUpdates } from './xAxis';

/** Every value in the range that is shown: a row for each step, a column for each trial and quantity. */
export function stepsTable(
  { manifest }: Scene,
  groups: readonly Group[],
  range: Range | undefined,
): ChartTable {
  const several = new Set(groups.map(({ source }) => source)).size > 1;
  const columns = groups.flatMap(({ initializer, source, series }) =>
    series.map(({ seed, xs, steps, values }) => {
      const from = range === undefined ? 0 : firstAtOrAfter(xs, range[0]);
      const to = range === undefined ? xs.length : lastAtOrBefore(xs, range[1]) + 1;
      return {
        title: [initializer, ...(several ? [source.name.toLowerCase()] : []), t('seed {0}', seed)].join(', '),
        steps: steps.subarray(from, to),
        values: values.subarray(from, to),
      };
    }),
  );
  const steps = [...new Set(columns.flatMap((column) => [...column.steps]))].sort((a, b) => a - b);
  const hasEpochs = countsUpdates(manifest);
  return {
    columns: [t('Step'), ...(hasEpochs ? [t('Epoch')] : []), ...columns.map(({ title }) => title)],
    rows: steps.map((step) => [
      step,
      ...(hasEpochs ? [step / manifest.stepsPerEpoch] : []),
      ...columns.map((column) => {
        const index = lastAtOrBefore(column.steps, step);
        return column.steps[index] === step ? at(column.values, index) : undefined;
      }),
    ]),
  };
}
