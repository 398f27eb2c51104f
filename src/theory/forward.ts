import type { LayerInitializers } from '../nn/initialize';
import type { LayerSpec, ModelSpec } from '../nn/layers/layer';
import { sizeOf } from '../nn/shape';
import { activate } from './activate';
import type { Activated } from './activate';
import { affineOf, propagateAffine } from './affine';
import type { Affine } from './affine';
import type { Assumption } from './assumptions';
import { throughActivation, throughAffine, throughScale } from './backward';
import type { Back } from './backward';
import type { ActivationTheory, TheoryCache } from './cache';
import { normalizeBatch, normalizeLayer } from './normalization';
import { averagePool, maxPool } from './pooling';
import type { Signal } from './signal';
import { windowOf } from './windows';

/** One layer of the forward pass, with its way back. */
export interface Step {
  readonly layer: LayerSpec;
  readonly units: number;
  readonly input: Signal;
  readonly pre: Signal;
  readonly post: Signal;
  readonly affine?: Affine;
  readonly activation?: ActivationTheory & Activated;
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
}

interface Passed {
  readonly signal: Signal;
  readonly back: Back;
  readonly affine?: Affine;
  readonly assumptions?: readonly Assumption[];
}

type Pass = (signal: Signal, layer: LayerSpec, options: ForwardOptions) => Passed;

const same: Back = (gradient) => gradient;
const number = (layer: LayerSpec, name: string): number => Number(layer.parameters[name]);

/** Layers without a kernel, by type. */
const passes: Readonly<Record<string, Pass>> = {
  activation: (signal) => ({
    signal,
    back: same,
    ...(signal.before && { assumptions: ['gaussianInput'] as const }),
  }),
  flatten: (signal) => ({ signal, back: same }),
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
  return model.layers.map((layer) => {
    const step = stepThrough(layer, chosen, signal, options, cache);
    signal = step.post;
    return step;
  });
}

function stepThrough(
  layer: LayerSpec,
  chosen: LayerInitializers,
  input: Signal,
  options: ForwardOptions,
  cache: TheoryCache,
): Step {
  const { signal: pre, back, affine, assumptions = [] } = passThrough(layer, chosen, input, options, cache);
  const units = layer.outputShape.at(-1) ?? 1;
  const about = { layer, units, input, pre, ...(affine && { affine }), backToInput: back, assumptions };
  if (layer.activation === undefined) return { ...about, post: pre, backToPre: same };
  const theory = cache.activation(layer.activation);
  const activated = activate(pre, theory.responses, units);
  return {
    ...about,
    post: activated.signal,
    activation: { ...theory, ...activated },
    backToPre: throughActivation(activated, sizeOf(layer.outputShape)),
  };
}

function passThrough(
  layer: LayerSpec,
  chosen: LayerInitializers,
  signal: Signal,
  options: ForwardOptions,
  cache: TheoryCache,
): Passed {
  const kernel = cache.kernel(layer);
  if (kernel) {
    const affine = affineOf(layer, kernel, chosen);
    const assumptions: readonly Assumption[] = [
      ...(affine.inputs < affine.fanIn ? (['whitePadding'] as const) : []),
      ...(affine.copies ? (['copiedInputs'] as const) : []),
    ];
    return {
      signal: propagateAffine(signal, affine, layer),
      back: throughAffine(affine),
      affine,
      assumptions,
    };
  }
  const pass = Object.hasOwn(passes, layer.type) ? passes[layer.type] : undefined;
  return pass?.(signal, layer, options) ?? { signal, back: same, assumptions: ['unknownLayer'] };
}
