import type { RunManifest } from '../runs/run';
import type { SeriesSource } from '../runs/store/series';
import { tag } from '../shared/tags';
import { significant } from '../shared/figures';

/** What was predicted of a layer before training, beside what was measured there, over the seeds. */
export interface PredictionRow {
  readonly initializer: string;
  readonly layer: string;
  readonly predicted: string;
  readonly measured: string;
  /** Measured over predicted. */
  readonly ratio: string;
}

/** Activation variance at step 0 of every layer; empty where nothing was predicted. */
export function predictionRows(
  { prediction, experiment, trials }: RunManifest,
  find: SeriesSource,
): readonly PredictionRow[] {
  return experiment.initializers.flatMap(({ label }) => {
    const layers = Object.entries(prediction?.[label] ?? {});
    const seeds = trials.filter(({ initializer }) => initializer === label).map(({ seed }) => seed);
    return layers.flatMap(([layer, { activation_variance: predicted }]): PredictionRow[] => {
      if (predicted === undefined) return [];
      const values = seeds.flatMap((seed) => {
        const name = tag('activation_variance', layer);
        const columns = find({ initializer: label, seed, split: 'probe', tag: name });
        return columns?.steps[0] === 0 ? [columns.values[0] ?? NaN] : [];
      });
      const measured =
        values.length === 0 ? undefined : values.reduce((sum, x) => sum + x, 0) / values.length;
      const expected = predicted ?? Infinity;
      return [
        {
          initializer: label,
          layer,
          predicted: significant(expected),
          measured: significant(measured),
          ratio: measured === undefined || expected === 0 ? '–' : significant(measured / expected),
        },
      ];
    });
  });
}
