import { statisticOf } from '../../src/runs/statistic';
import { t } from '../../src/shared/l10n';
import { at, firstAtOrAfter, lastAtOrBefore } from './columns';
import type { Group, Source } from './curves';
import { formatCount, formatValue } from './format';
import type { Reading } from './plot';
import type { Scene } from './scene';
import type { PlacedSeries } from './seedMean';
import { stepText } from './stepText';

/** Writes a mean with its standard deviation. */
export type Format = (mean: number, deviation: number | undefined) => string;

/** Values of every initializer at the measured position closest to x. */
export function readAt(
  { manifest, state }: Scene,
  groups: readonly Group[],
  sources: readonly Source[],
  format: Format,
  x: number,
): Reading | undefined {
  const snapped = nearest(groups, x);
  if (snapped === undefined) return undefined;
  const spreads = sources.map((source) => {
    const of = new Map(
      groups
        .filter((group) => group.source === source)
        .flatMap(({ initializer, series }) => {
          const spread = spreadAt(series, snapped.x, format);
          return spread === undefined ? [] : [[initializer, spread] as const];
        }),
    );
    return { of, usual: Math.max(...[...of.values()].map(({ step }) => step)) };
  });
  const rows = [...new Set(groups.map(({ initializer }) => initializer))].flatMap((initializer) => {
    const cells = spreads.map(({ usual, of }) => {
      const spread = of.get(initializer);
      if (spread === undefined) return '–';
      return spread.step === usual ? spread.text : t('{0} at {1}', spread.text, formatCount(spread.step));
    });
    return cells.every((cell) => cell === '–') ? [] : [{ name: initializer, initializer, cells }];
  });
  const where = stepText(snapped.step, manifest);
  return {
    x: snapped.x,
    heading: state.xAxis === 'time' ? `${snapped.x.toFixed(1)} s · ${where}` : where,
    columns: sources.map(({ name }, index) => {
      const usual = spreads[index]?.usual ?? snapped.step;
      return usual === snapped.step || !Number.isFinite(usual)
        ? name
        : `${name}, ${t('step {0}', formatCount(usual))}`;
    }),
    rows,
  };
}

function spreadAt(
  series: readonly PlacedSeries[],
  x: number,
  format: Format,
): { text: string; step: number } | undefined {
  const found = series.flatMap(({ xs, steps, values }) => {
    const index = lastAtOrBefore(xs, x);
    return index < 0 ? [] : [{ value: at(values, index), step: at(steps, index) }];
  });
  if (found.length === 0) return undefined;
  const { mean, sd, finite, count } = statisticOf(found.map(({ value }) => value));
  const step = Math.max(...found.map((one) => one.step));
  if (finite === 0) return { text: formatValue(found[0]?.value ?? Number.NaN), step };
  const lost = count - finite;
  const text = format(mean, sd);
  return { text: lost > 0 ? `${text} (${t('{0} not finite', lost)})` : text, step };
}

/** The measured position closest to x. */
export function nearest(groups: readonly Group[], x: number): { x: number; step: number } | undefined {
  let best: { x: number; step: number } | undefined;
  for (const { xs, steps } of groups.flatMap(({ series }) => series)) {
    const after = firstAtOrAfter(xs, x);
    for (const index of [after - 1, after]) {
      const candidate = at(xs, index);
      if (Number.isNaN(candidate)) continue;
      if (best === undefined || Math.abs(candidate - x) < Math.abs(best.x - x))
        best = { x: candidate, step: at(steps, index) };
    }
  }
  return best;
}

export function move(groups: readonly Group[], x: number | undefined, direction: -1 | 1): number | undefined {
  const candidates = groups.flatMap(({ series }) =>
    series.flatMap(({ xs }) => {
      if (x === undefined) return [at(xs, direction > 0 ? 0 : xs.length - 1)];
      const index = direction > 0 ? lastAtOrBefore(xs, x) + 1 : firstAtOrAfter(xs, x) - 1;
      const next = at(xs, index);
      return Number.isNaN(next) ? [] : [next];
    }),
  );
  if (candidates.length === 0) return x;
  return direction > 0 ? Math.min(...candidates) : Math.max(...candidates);
}

export function summarise(
  groups: readonly Group[],
  { sources, yTitle }: { readonly sources: readonly Source[]; readonly yTitle: string },
  format: Format,
): string {
  const source = sources.at(-1);
  const latest = groups
    .filter((group) => group.source === source)
    .flatMap(({ initializer, series }) => {
      const spread = spreadAt(series, Number.POSITIVE_INFINITY, format);
      return spread ? [`${initializer} ${spread.text}`] : [];
    });
  return latest.length === 0
    ? t('{0}: no values yet.', yTitle)
    : t('{0}, latest {1}: {2}.', yTitle, source?.name.toLowerCase() ?? '', latest.join(', '));
}
