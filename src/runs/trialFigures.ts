import type { Experiment } from '../experiment/experiment';
import type { LayerSpec } from '../nn/layers/layer';
import { sizeOf } from '../nn/shape';
import { ACCURACY, LOSS, type LayerStatistic, type Split, tag } from '../shared/tags';
import type { TrialManifest } from './run';
import type { Columns, SeriesSource } from './store/series';

/** Of one curve of evaluations; the best is the lowest loss or the highest accuracy that is a number. */
export interface Extent {
  readonly initial: number;
  readonly final: number;
  readonly best: number;
  /** Step of the best evaluation, the first of equals; NaN when there is none. */
  readonly bestStep: number;
}

/** Share of units that are silent on the whole probe batch. */
export interface DeadShare {
  /** Of all units of all layers for which it is measured. */
  readonly overall: number;
  /** The layer with the largest share. */
  readonly worst: { readonly layer: string; readonly fraction: number };
}

/** A figure of the first probe (step 0, before any update) and of the last one. */
export interface StartAndEnd<T> {
  readonly start: T;
  readonly end: T;
}

/** What one trial came to; a figure is absent where nothing was recorded for it. */
export interface TrialFigures {
  readonly trial: TrialManifest;
  /** On the validation set. */
  readonly accuracy?: Extent;
  readonly loss?: Extent;
  readonly evaluations: number;
  /** Latest training loss. */
  readonly trainingLoss?: number;
  /** From its first training loss to its last; trials that train side by side share the machine. */
  readonly seconds?: number;
  /**
   * Activation variance of the last hidden layer divided by that of the first: 1 where the signal keeps its size,
   * near 0 where it vanishes. Hidden layers are those that apply an activation other than linear; in a network
   * with fewer than two of them, all layers that are measured.
   */
  readonly varianceRatio?: StartAndEnd<number>;
  readonly dead?: StartAndEnd<DeadShare>;
}

export function trialFigures(experiment: Experiment, trial: TrialManifest, find: SeriesSource): TrialFigures {
  const { initializer, seed } = trial;
  const series = (split: Split, name: string): Columns | undefined => {
    const found = find({ initializer, seed, split, tag: name });
    return found === undefined || found.steps.length === 0 ? undefined : found;
  };
  const probed = (statistic: LayerStatistic): LayerSeries[] =>
    experiment.model.layers.flatMap((layer) => {
      const found = series('probe', tag(statistic, layer.name));
      return found === undefined ? [] : [{ layer, values: found.values }];
    });

  const accuracy = series('validation', ACCURACY);
  const loss = series('validation', LOSS);
  const training = series('train', LOSS);
  const trainingLoss = training?.values.at(-1);
  const varianceRatio = ratioOf(probed('activation_variance'));
  const dead = deadShare(probed('dead_fraction'));
  return {
    trial,
    evaluations: (accuracy ?? loss)?.steps.length ?? 0,
    ...(accuracy !== undefined && { accuracy: extentOf(accuracy, (a, b) => a > b) }),
    ...(loss !== undefined && { loss: extentOf(loss, (a, b) => a < b) }),
    ...(trainingLoss !== undefined && { trainingLoss }),
    ...(training !== undefined && {
      seconds: training.wallTimes[training.wallTimes.length - 1]! - training.wallTimes[0]!,
    }),
    ...(varianceRatio !== undefined && { varianceRatio }),
    ...(dead !== undefined && { dead }),
  };
}

/** A statistic of one layer over the probes. */
interface LayerSeries {
  readonly layer: LayerSpec;
  readonly values: Float32Array;
}

function extentOf({ values, steps }: Columns, isBetter: (a: number, b: number) => boolean): Extent {
  let [best, bestStep] = [NaN, NaN];
  values.forEach((value, i) => {
    if (Number.isFinite(value) && (Number.isNaN(best) || isBetter(value, best)))
      [best, bestStep] = [value, steps[i]!];
  });
  return { initial: values[0]!, final: values[values.length - 1]!, best, bestStep };
}

function ratioOf(layers: readonly LayerSeries[]): StartAndEnd<number> | undefined {
  const hidden = layers.filter(({ layer }) => (layer.activation?.name ?? 'linear') !== 'linear');
  const used = hidden.length < 2 ? layers : hidden;
  const [first, last] = [used[0], used.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  return {
    start: last.values[0]! / first.values[0]!,
    end: last.values.at(-1)! / first.values.at(-1)!,
  };
}

function deadShare(layers: readonly LayerSeries[]): StartAndEnd<DeadShare> | undefined {
  if (layers.length === 0) return undefined;
  const at = (index: 0 | -1): DeadShare => {
    let [dead, units] = [0, 0];
    let worst = { layer: '', fraction: -1 };
    for (const { layer, values } of layers) {
      const fraction = values.at(index)!;
      const count = unitsOf(layer);
      dead += fraction * count;
      units += count;
      if (fraction > worst.fraction) worst = { layer: layer.name, fraction };
    }
    return { overall: dead / units, worst };
  };
  return { start: at(0), end: at(-1) };
}

/** Units of a dense layer, channels of a convolution (docs/telemetry.md). */
const unitsOf = ({ outputShape }: LayerSpec): number => outputShape.at(-1) ?? sizeOf(outputShape);
