import { gridOf, isSamePoint, pointName } from '../../experiment/sweep/sweep';
import type { SweepAxis } from '../../experiment/sweep/sweep';
import type { InitializerFacts, SweepFacts } from '../../runs/sweep/facts';
import { loss, NONE, percent } from '../../shared/figures';
import { table } from './table';

/**
 * The grid of a sweep, a table for each initializer: final accuracy (regression: loss) by the values of the last axis
 * from left to right and all others from top to bottom.
 */
export function sweepTables({ axes, points }: SweepFacts): string {
  const [across, down] = [axes.at(-1), axes.slice(0, -1)];
  if (across === undefined) return '';
  const labels = [...new Set(points.flatMap(({ initializers }) => initializers.map(({ label }) => label)))];
  return labels
    .map((label) => {
      const figureAt = (at: readonly number[]): string => {
        const point = points.find((other) => isSamePoint(other.at, at));
        return figureText(point?.initializers.find((facts) => facts.label === label));
      };
      const rows = gridOf(down);
      const columns = across.values.map((value, index) => ({
        title: String(value),
        align: 'right' as const,
        cell: (at: readonly number[]) => figureAt([...at, index]),
      }));
      const head = { title: titleOf(down, across), cell: (at: readonly number[]) => pointName(down, at) };
      return `${label}\n${table([head, ...columns], rows)}`;
    })
    .join('\n\n');
}

const titleOf = (down: readonly SweepAxis[], across: SweepAxis): string =>
  down.length === 0 ? across.name : `${down.map(({ name }) => name).join(', ')} ╲ ${across.name}`;

/** `97.1 %`, or a loss; what is no figure of a finished training says so. */
function figureText(facts: InitializerFacts | undefined): string {
  if (facts === undefined) return NONE;
  const { accuracy, loss: final, verdict } = facts;
  if (verdict === 'diverged') return 'diverged';
  const value = accuracy !== undefined ? percent(accuracy ?? NaN) : loss(final ?? undefined);
  return verdict === 'running' || verdict === 'waiting' || verdict === 'stopped' ? `(${value})` : value;
}
