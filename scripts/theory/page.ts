import { ASSUMPTIONS } from '../../src/theory/assumptions';
import type { Comparison, Grid } from './grid';
import { MISS, REASONS, errorsOf, misses, quantile, reasonOf } from './summary';

/** One grid with its results. */
export interface Compared {
  readonly title: string;
  readonly grid: Grid;
  readonly comparisons: readonly Comparison[];
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
    .map(({ title, grid, comparisons, note }) => {
      const errors = errorsOf(comparisons);
      return [
        `### ${title}`,
        `${samples} test pictures of \`${dataset}\`, width ${grid.width}, ${grid.depth} hidden layers, ${grid.seeds.length} seeds; ` +
          `${comparisons.length} comparisons. Median of |relative error| **${percent(quantile(errors, 0.5))}**, ` +
          `nine in ten below ${percent(quantile(errors, 0.9))}, largest ${percent(Math.max(...errors))}.${deadLine(comparisons)}`,
        ...(note === undefined ? [] : [note]),
        table(grid, comparisons),
        missesPart(comparisons),
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

function missesPart(comparisons: readonly Comparison[]): string {
  const found = misses(comparisons);
  if (found.length === 0) return `No miss above ${percent(MISS)}.`;
  const lines = found.map((miss) => {
    const reason = reasonOf(miss);
    return `| ${miss.activation} | ${miss.initializer} | ${miss.layer} | ${figure(miss.predicted)} | ${figure(miss.measured)} | ${percent(miss.error, true)} | ${reason ?? '**not explained**'} |`;
  });
  const reasons = [...new Set(found.flatMap((miss) => reasonOf(miss) ?? []))];
  return [
    `Misses above ${percent(MISS)}:`,
    [
      '| activation | initializer | layer | predicted | measured | error | reason |',
      `|${' --- |'.repeat(7)}`,
      ...lines,
    ].join('\n'),
    reasons.map((reason) => `- **${reason}**: ${REASONS[reason]}`).join('\n'),
  ].join('\n\n');
}

export const assumptionsPart = (): string =>
  Object.entries(ASSUMPTIONS)
    .map(([code, text]) => `- \`${code}\`: ${text}`)
    .join('\n');
