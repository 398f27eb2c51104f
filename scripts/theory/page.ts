import { ASSUMPTIONS } from '../../src/theory/assumptions';
import type { Comparison, Grid } from './grid';
import { MISS, REASONS, errorsOf, quantile, reasonOf } from './summary';
import type { Recheck } from './summary';

/** Seeds on which a miss is measured again. */
export const FRESH = 100;

/** One grid with its results. */
export interface Compared {
  readonly title: string;
  readonly grid: Grid;
  readonly comparisons: readonly Comparison[];
  readonly rechecks: readonly Recheck[];
  /** What else to know. */
  readonly note?: string;
}

const percent = (share: number, signed = false): string =>
  `${signed && share >= 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;

const figure = (value: number): string =>
  value === 0 ? '0' : value >= 1e-3 && value < 1e4 ? value.toPrecision(3) : value.toExponential(2);

/** The generated part of docs/theory.md: what was measured, the table, every miss. */
export function measuredPart(parts: readonly Compared[], dataset: string, samples: number): string {
  return parts
    .map(({ title, grid, comparisons, rechecks, note }) => {
      const errors = errorsOf(comparisons);
      return [
        `### ${title}`,
        `${samples} test pictures of \`${dataset}\`, width ${grid.width}, ${grid.depth} hidden layers, ${grid.seeds.length} seeds; ` +
          `${comparisons.length} comparisons. Median of |relative error| **${percent(quantile(errors, 0.5))}**, ` +
          `nine in ten below ${percent(quantile(errors, 0.9))}, largest ${percent(Math.max(...errors))}.${deadLine(comparisons)}`,
        ...(note === undefined ? [] : [note]),
        table(grid, comparisons),
        missesPart(rechecks),
      ].join('\n\n');
    })
    .join('\n\n');
}

function deadLine(comparisons: readonly Comparison[]): string {
  const gaps = comparisons.flatMap(({ deadPredicted, deadMeasured }) =>
    deadPredicted === undefined || deadMeasured === undefined ? [] : [Math.abs(deadPredicted - deadMeasured)],
  );
  if (gaps.length === 0) return '';
  return ` Share of dead units: predicted within ${Math.max(...gaps).toFixed(3)} of the measured one, in the middle ${quantile(gaps, 0.5).toFixed(3)}.`;
}

/** Predicted / measured second moment after the activation, and the relative error, at some layers. */
function table(grid: Grid, comparisons: readonly Comparison[]): string {
  const shown = [...new Set([1, 3, grid.depth])];
  const rows = grid.normalizations.flatMap((normalization) =>
    grid.activations.flatMap((activation) =>
      grid.initializers.map((initializer) => {
        const of = comparisons.filter(
          (c) =>
            c.normalization === normalization && c.activation === activation && c.initializer === initializer,
        );
        const cells = shown.map((layer) => {
          const found = of.find((c) => c.layer === layer);
          return found
            ? `${figure(found.predicted)} / ${figure(found.measured)} (${percent(found.error, true)})`
            : '';
        });
        const median = percent(quantile(errorsOf(of), 0.5));
        return `| ${[activation, initializer, normalization, ...cells, median].join(' | ')} |`;
      }),
    ),
  );
  const head = [
    'activation',
    'initializer',
    'inputs',
    ...shown.map((layer) => `layer ${layer}`),
    'median over layers',
  ];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

function missesPart(rechecks: readonly Recheck[]): string {
  if (rechecks.length === 0) return `No miss above ${percent(MISS)}.`;
  const lines = rechecks.map(({ miss, again }) => {
    const fresh = again ? `${percent(again.error, true)} (± ${percent(again.expectedDeviation)})` : '';
    const reason = reasonOf(miss, again) ?? '**not explained**';
    return `| ${[miss.activation, miss.initializer, miss.layer, figure(miss.predicted), figure(miss.measured), percent(miss.error, true), fresh, reason].join(' | ')} |`;
  });
  const reasons = [...new Set(rechecks.flatMap(({ miss, again }) => reasonOf(miss, again) ?? []))];
  return [
    `Misses above ${percent(MISS)}, and the error of the same network on ${FRESH} fresh seeds (± what one deviation of the mean over them is predicted to be):`,
    [
      '| activation | initializer | layer | predicted | measured | error | fresh seeds | reason |',
      `|${' --- |'.repeat(8)}`,
      ...lines,
    ].join('\n'),
    reasons.map((reason) => `- **${reason}**: ${REASONS[reason]}`).join('\n'),
  ].join('\n\n');
}

export const assumptionsPart = (): string =>
  Object.entries(ASSUMPTIONS)
    .map(([code, text]) => `- \`${code}\`: ${text}`)
    .join('\n');
