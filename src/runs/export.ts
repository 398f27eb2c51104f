import { parseTag } from '../shared/tags';
import type { RunManifest } from './run';
import type { Series } from './store/series';

const COLUMNS = [
  'run',
  'experiment',
  'initializer',
  'seed',
  'split',
  'tag',
  'statistic',
  'subject',
  'step',
  'epoch',
  'wall_time',
  'value',
] as const;

/**
 * All scalars of a run as CSV (RFC 4180, line feeds), one line a point, the header first. `statistic` and `subject`
 * are the tag's parts (`dead_fraction`, `dense_1`), `epoch` is step / steps per epoch, `wall_time` is seconds since
 * the epoch, NaN and infinities read `NaN`, `Infinity`, `-Infinity`.
 */
export function* csvLines(manifest: RunManifest, series: Iterable<Series>): Generator<string> {
  yield `${COLUMNS.join(',')}\n`;
  for (const { key, steps, values, wallTimes } of series) {
    const { statistic, subject } = parseTag(key.tag);
    const { initializer, seed, split, tag } = key;
    const labels = [manifest.id, manifest.experiment.name, initializer, seed, split, tag, statistic, subject];
    const prefix = labels.map((label) => quoted(String(label))).join(',');
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i]!;
      yield `${prefix},${step},${step / manifest.stepsPerEpoch},${wallTimes[i]!},${shortest(values[i]!)}\n`;
    }
  }
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A decimal that is this float32 and no other, of six digits or as few more as it takes: 0.1, not 0.100000001. */
export function shortest(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0';
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return String(decimal);
  }
  return String(Number(value.toPrecision(9)));
}
