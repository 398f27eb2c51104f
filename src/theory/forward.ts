import type { LayerInitializers } from '../nn/initialize';
import type { LayerSpec, ModelSpec } from '../nn/layers/layer';
import type { Place } from '../nn/initializers/initializer';
import { sizeOf } from '../nn/shape';
import { activate } from './activate';
import type { Activated } from './activate';
import { adapt } from './adapted';
import { affineOf, assumedAffine, propagateAffine, takenAffine } from './affine';
import type { Affine, Kernel, TakenWeights } from './affine';
import type { Assumption } from './assumptions';
import { throughActivation, throughAffine, throughScale } from './backward';
import type { Back } from './backward';
import type { ActivationTheory, TheoryCache } from './cache';
import { preservingWeights } from './critical';
import { normalizeBatch, normalizeLayer } from './normalization';
import { averagePool, maxPool } from './pooling';
import { addSignals } from './residual';
import type { Signal } from './signal';
import { windowOf } from './windows';

/** One layer of the forward pass, with its way back. */
export interface Step {
  readonly layer: LayerSpec;
  readonly units: number;
  readonly input: Signal;
  readonly pre: Signal;
  readonly post: Signal;
  readonly affine: Affine | undefined;
  /** Its kernel is taken over: `affine` is an assumption. */
  readonly reused: boolean;
  readonly activation: ActivationTheory | undefined;
  readonly activated: Activated | undefined;
  /** From gradients in `post` to those in `pre`, and from there to those in `input`. */
  readonly backToPre: Back;
  readonly backToInput: Back;
  readonly assumptions: readonly Assumption[];
}

export interface ForwardOptions {
  /** Samples that batch normalisation sees. */
  readonly probeSamples: number;
  /** Count dropout's noise in, as in training steps; the probe runs without. */
  readonly noise: boolean;
  readonly reused: Reused;
}

/** Layers whose weights are taken over, not drawn, by name, with what is known of those weights. */
export type Reused = ReadonlyMap<string, TakenWeights | undefined>;

interface Passed {
  readonly signal: Signal;
  readonly back: Back;
  readonly affine?: Affine;
  readonly assumptions?: readonly Assumption[];
}

type Pass = (signal: Signal, layer: LayerSpec, options: ForwardOptions) => Passed;

const same: Back = (gradient) => gradient;
const NO_ASSUMPTIONS: readonly Assumption[] = [];
const number = (layer: LayerSpec, name: string): number => Number(layer.parameters[name]);

/** Layers without a kernel, by type. */
const passes: Readonly<Record<string, Pass>> = {
  activation: (signal) => ({
    signal,
    back: same,
    ...(signal.before && { assumptions: ['gaussianInput'] as const }),
  }),
  flatten: (signal) => ({ signal, back: same }),
  /** Its input is the sum already, see `propagate`. */
  residual: (signal) => ({ signal, back: same, assumptions: ['independentBranches'] }),
  stopGradient: (signal) => ({ signal, back: same }),
  batchNorm(signal, layer, { probeSamples }) {
    const { signal: after, backward } = normalizeBatch(signal, number(layer, 'epsilon'), probeSamples);
    return { signal: after, back: throughScale(backward) };
  },
  layerNorm(signal, layer) {
    const channels = layer.inputShape.at(-1) ?? 1;
    const { signal: after, backward } = normalizeLayer(signal, number(layer, 'epsilon'), channels);
    return { signal: after, back: throughScale(backward) };
  },
  dropout(signal, layer, { noise }) {
    const kept = 1 - number(layer, 'rate');
    if (!noise) return { signal, back: same, assumptions: ['noNoise'] };
    // inverted dropout: E[(x mask/keep)²] = E[x²]/keep, masks of two samples independent (Srivastava et al. 2014, §10)
    const kinds = signal.kinds.map((kind) => ({ ...kind, secondMoment: kind.secondMoment / kept }));
    return { signal: { ...signal, kinds, exactSums: false }, back: throughScale(1 / kept) };
  },
  maxPool2d(signal, layer) {
    const window = windowOf(layer);
    if (window === undefined) return { signal, back: same };
    const { signal: after, backward } = maxPool(signal, window, layer.outputShape.at(-1) ?? 1);
    return {
      signal: after,
      back: throughScale(backward, shrinkage(layer)),
      assumptions: ['poolingNeighbours'],
    };
  },
  avgPool2d(signal, layer) {
    const window = windowOf(layer);
    if (window === undefined) return { signal, back: same };
    const { signal: after, backward } = averagePool(signal, window);
    return {
      signal: after,
      back: throughScale(backward, shrinkage(layer)),
      assumptions: ['poolingNeighbours'],
    };
  },
};

const shrinkage = ({ inputShape, outputShape }: LayerSpec): number =>
  sizeOf(outputShape) / sizeOf(inputShape);

/** Follows the signal through all layers. */
export function propagate(
  model: ModelSpec,
  chosen: LayerInitializers,
  input: Signal,
  options: ForwardOptions,
  cache: TheoryCache,
): readonly Step[] {
  let signal = input;
  const inputs: Signal[] = [];
  const { places } = cache.structure(model.layers);
  return model.layers.map((layer, index) => {
    inputs.push(signal);
    const skip = layer.branch === undefined ? undefined : inputs[index - layer.branch];
    const before = skip ? addSignals(skip, signal) : signal;
    const step = stepThrough(layer, places.get(layer.name), chosen, before, options, cache);
    signal = step.post;
    return step;
  });
}

function stepThrough(
  layer: LayerSpec,
  place: Place | undefined,
  chosen: LayerInitializers,
  input: Signal,
  options: ForwardOptions,
  cache: TheoryCache,
): Step {
  const {
    signal: pre,
    back,
    affine,
    assumptions = NO_ASSUMPTIONS,
  } = passThrough(layer, place, chosen, input, options, cache);
  const units = layer.outputShape.at(-1) ?? 1;
  const activation = layer.activation && cache.activation(layer.activation);
  const activated = activation && activate(pre, activation.responses, units);
  return {
    layer,
    units,
    input,
    pre,
    post: activated?.signal ?? pre,
    affine,
    reused: affine !== undefined && options.reused.has(layer.name),
    activation,
    activated,
    backToPre: activated ? throughActivation(activated, sizeOf(layer.outputShape)) : same,
    backToInput: back,
    assumptions,
  };
}

function passThrough(
  layer: LayerSpec,
  place: Place | undefined,
  chosen: LayerInitializers,
  signal: Signal,
  options: ForwardOptions,
  cache: TheoryCache,
): Passed {
  const kernel = cache.kernel(layer);
  if (kernel && options.reused.has(layer.name)) {
    const taken = options.reused.get(layer.name);
    const affine = taken ? takenAffine(kernel, taken) : keepingSize(layer, kernel, cache);
    return {
      signal: propagateAffine(signal, affine),
      back: throughAffine(affine),
      affine,
      assumptions: [taken ? 'takenWeights' : 'reusedWeights'],
    };
  }
  if (kernel) {
    const drawn = affineOf(layer, kernel, chosen, place);
    const { signal: after, affine } = adapt(propagateAffine(signal, drawn), drawn, options.probeSamples);
    return {
      signal: after,
      back: throughAffine(affine),
      affine,
      assumptions: assumedOf(affine),
    };
  }
  const pass = Object.hasOwn(passes, layer.type) ? passes[layer.type] : undefined;
  return pass?.(signal, layer, options) ?? { signal, back: same, assumptions: ['unknownLayer'] };
}

/** The layer that stands for one whose weights are not known: behind its activation the signal has its size again. */
const keepingSize = ({ activation }: LayerSpec, kernel: Kernel, cache: TheoryCache): Affine =>
  assumedAffine(kernel, activation ? preservingWeights(cache.activation(activation).responses) : 1);

function assumedOf({ inputs, fanIn, copies }: Affine): readonly Assumption[] {
  if (inputs === fanIn && !copies) return NO_ASSUMPTIONS;
  return [
    ...(inputs < fanIn ? (['whitePadding'] as const) : []),
    ...(copies ? (['copiedInputs'] as const) : []),
  ];
}
