import type { SweepAxis } from '../../experiment/sweep/sweep';
import { tag } from '../../shared/tags';
import type { RunManifest, RunState } from '../run';
import { statisticOf } from '../statistic';
import type { SeriesSource } from '../store/series';
import { summarize } from '../summary';
import type { VerdictCode } from '../verdict';

/** What the runs of a sweep came to, without their curves. JSON has no NaN: such a figure is null. */
export interface SweepFacts {
  readonly axes: readonly SweepAxis[];
  /** Those that have a run. */
  readonly points: readonly PointFacts[];
}

export interface PointFacts {
  /** Index of its value on each axis. */
  readonly at: readonly number[];
  /** Of its run; absent where that cannot be opened, as from a report. */
  readonly folder?: string;
  readonly state: RunState;
  /** Layers with a figure at step 0, in the order of the model. */
  readonly layers: readonly string[];
  readonly initializers: readonly InitializerFacts[];
}

/** Means over seeds; a figure is absent where nothing was measured, and null where it is not finite. */
export interface InitializerFacts {
  readonly label: string;
  /** At the last evaluation. */
  readonly accuracy?: number | null;
  readonly loss?: number | null;
  readonly verdict: VerdictCode;
  /** Activation variance before any update, by layer. */
  readonly variances: Readonly<Record<string, number | null>>;
}

/** @param find the run's series */
export function pointFacts(folder: string, manifest: RunManifest, find: SeriesSource): PointFacts {
  const { experiment, sweep, state } = manifest;
  const layers = experiment.model.layers.map(({ name }) => name);
  const initializers = summarize(manifest, find).initializers.map((summary): InitializerFacts => {
    const { initializer, accuracy, loss, verdict } = summary;
    const diverged = verdict.code === 'diverged';
    const final = (mean: number): number | null => (diverged ? null : finite(mean));
    return {
      label: initializer,
      ...(accuracy !== undefined && { accuracy: final(accuracy.final.mean) }),
      ...(loss !== undefined && { loss: final(loss.final.mean) }),
      verdict: verdict.code,
      variances: Object.fromEntries(
        layers.flatMap((layer) => {
          const variance = initialVariance(manifest, initializer, layer, find);
          return variance === undefined ? [] : [[layer, finite(variance)] as const];
        }),
      ),
    };
  });
  const measured = layers.filter((layer) =>
    initializers.some(({ variances }) => Object.hasOwn(variances, layer)),
  );
  return { at: sweep?.at ?? [], folder, state, layers: measured, initializers };
}

function initialVariance(
  { experiment }: RunManifest,
  initializer: string,
  layer: string,
  find: SeriesSource,
): number | undefined {
  const values = experiment.training.seeds.flatMap((seed) => {
    const found = find({ initializer, seed, split: 'probe', tag: tag('activation_variance', layer) });
    const value = found?.steps[0] === 0 ? found.values[0] : undefined;
    return value === undefined ? [] : [value];
  });
  return values.length === 0 ? undefined : statisticOf(values).mean;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
