import { initializers } from '../nn/initializers/registry';
import type {
  Adaptation,
  EntryMoments,
  Initializer,
  InitializerSpec,
  Place,
  WeightSite,
} from '../nn/initializers/initializer';
import type { LayerInitializers } from '../nn/initialize';
import { layerEntry } from '../nn/model';
import type { LayerSpec, WeightSpec } from '../nn/layers/layer';
import { entryOf } from '../nn/parameters';
import { sizeOf } from '../nn/shape';
import type { Signal } from './signal';
import { average, meanOf, secondMomentOf, unitsAgree } from './signal';
import { insideShare, windowOf } from './windows';
import type { SlidingWindow } from './windows';

/** A layer that sums weighted inputs, by the numbers that matter here. */
export interface Affine {
  /** Inputs of a unit as initializers count them, and outputs an input reaches. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Inputs that a unit sums on average: fewer than the fan-in where a window overlaps padding. */
  readonly inputs: number;
  /** Mean and variance of a weight and of a bias. */
  readonly weightMean: number;
  readonly weightVariance: number;
  readonly biasMean: number;
  readonly biasVariance: number;
  /** Whether each output copies one input. */
  readonly copies: boolean;
  /** What gets variance 1 on a batch once the weights are drawn. */
  readonly adapted?: Adaptation['of'] | undefined;
  /** Values of a sample that go in and come out. */
  readonly inputSize: number;
  readonly outputSize: number;
  readonly units: number;
  /** The window that slides over images. */
  readonly window: SlidingWindow | undefined;
}

const NOTHING = { mean: 0, variance: 0 };

/** What a layer's weights are before anything is chosen for them. */
export interface Kernel {
  readonly kernel: WeightSpec;
  readonly bias?: WeightSpec;
  readonly sizes: Pick<
    Affine,
    'fanIn' | 'fanOut' | 'inputs' | 'inputSize' | 'outputSize' | 'units' | 'window'
  >;
}

/** Reads a layer's weights from the registry; undefined for a layer without a kernel. */
export function kernelOf(layer: LayerSpec): Kernel | undefined {
  const weights = layerEntry(layer).weights(layer.parameters, layer.inputShape);
  const kernel = weights.find(({ init }) => init.kind === 'kernel');
  if (kernel === undefined) return undefined;
  const bias = weights.find(({ init }) => init.kind === 'bias');
  const window = windowOf(layer);
  const inside = window ? insideShare(window, layer.inputShape, layer.outputShape) : 1;
  return {
    kernel,
    ...(bias && { bias }),
    sizes: {
      ...kernel.fans,
      inputs: kernel.fans.fanIn * inside,
      inputSize: sizeOf(layer.inputShape),
      outputSize: sizeOf(layer.outputShape),
      units: layer.outputShape.at(-1) ?? 1,
      window,
    },
  };
}

/**
 * A layer's weights under a choice of initializers.
 * @throws RangeError when no initializer is chosen for the layer, or the chosen one has no meaning for its kernel
 */
export function affineOf(
  layer: LayerSpec,
  { kernel, bias, sizes }: Kernel,
  chosen: LayerInitializers,
  place: Place | undefined,
): Affine {
  const choice = chosen[layer.name];
  if (choice === undefined) throw new RangeError(`no initializer is chosen for ${layer.name}`);
  const entry = initializerEntry(choice.kernel);
  const site = siteOf(kernel, place);
  const ofWeight = entry.moments(choice.kernel.parameters, site);
  const ofBias = bias ? biasMoments(choice.bias, bias) : NOTHING;
  return {
    fanIn: sizes.fanIn,
    fanOut: sizes.fanOut,
    inputs: sizes.inputs,
    inputSize: sizes.inputSize,
    outputSize: sizes.outputSize,
    units: sizes.units,
    window: sizes.window,
    weightMean: ofWeight.mean,
    weightVariance: ofWeight.variance,
    biasMean: ofBias.mean,
    biasVariance: ofBias.variance,
    copies: entry.copies?.(site) ?? false,
    adapted: entry.adapt?.of,
  };
}

/** Mean and variance of the entries of weights that are there already. */
export interface TakenWeights {
  readonly kernel: EntryMoments;
  readonly bias: EntryMoments;
}

/** A layer with weights that were trained before, of which nothing but mean and variance counts. */
export const takenAffine = ({ sizes }: Kernel, { kernel, bias }: TakenWeights): Affine => ({
  ...sizes,
  weightMean: kernel.mean,
  weightVariance: kernel.variance,
  biasMean: bias.mean,
  biasVariance: bias.variance,
  copies: false,
});

/** A layer of which only σ_w² is assumed: weights of mean 0 and no bias. */
export const assumedAffine = ({ sizes }: Kernel, scale: number): Affine => ({
  ...sizes,
  weightMean: 0,
  weightVariance: scale / sizes.inputs,
  biasMean: 0,
  biasVariance: 0,
  copies: false,
});

const siteOf = ({ shape, fans }: WeightSpec, place?: Place): WeightSite => ({
  shape,
  fanIn: fans.fanIn,
  fanOut: fans.fanOut,
  place,
});

const initializerEntry = ({ name }: InitializerSpec): Initializer =>
  entryOf<Initializer>(initializers, 'initializer', name);

/** As `initialize` draws it: by the convention's own rule for biases, or like any weight. */
function biasMoments(spec: InitializerSpec, bias: WeightSpec): EntryMoments {
  const entry = initializerEntry(spec);
  return entry.bias
    ? entry.bias.moments(spec.parameters, bias.fans)
    : entry.moments(spec.parameters, siteOf(bias));
}

/**
 * Pre-activations h = Σ w x + b of n inputs: per kind of sample, with weights of mean μ and variance v,
 * E h = μ n E[x] + E b and Var h = v n E[x²] + Var b over units; two samples share v n E[x·x′] + Var b beyond their
 * means. With μ ≠ 0 the sum of the inputs is common to all units: it is n E[x] where sums are exact, and varies by
 * n Var x over draws elsewhere.
 * Source: He et al. (2015), eq. 6–8; Poole et al. (2016), eq. 3 and 5, with a mean added.
 */
export function propagateAffine(signal: Signal, layer: Affine): Signal {
  const { inputs: n, weightMean, weightVariance, biasMean, biasVariance, copies, window } = layer;
  const pull = weightMean * n;
  const squaredMean = weightMean * weightMean;
  const energy = copies ? weightVariance + squaredMean : weightVariance;
  const loose = signal.exactSums || copies ? 0 : squaredMean * n;
  const second = (mean: number, product: number): number => {
    const common = copies ? biasMean * (2 * pull * mean + biasMean) : (pull * mean + biasMean) ** 2;
    return common + energy * n * product + loose * (product - mean * mean) + biasVariance;
  };
  const mean = meanOf(signal.kinds);
  const secondMoment = secondMomentOf(signal.kinds);
  const overlap = second(mean, signal.overlap);
  const total = average(signal.kinds, (kind) => second(kind.mean, kind.secondMoment));
  const share = total > 0 ? (energy * n * secondMoment) / total : 0;
  return {
    kinds: signal.kinds.map((kind) => ({
      share: kind.share,
      mean: pull * kind.mean + biasMean,
      secondMoment: second(kind.mean, kind.secondMoment),
    })),
    overlap,
    exactSums: weightVariance === 0 && biasVariance === 0 && (signal.exactSums || unitsAgree(signal)),
    logVariance: share * share * signal.logVariance,
    window,
  };
}
