import type { ModelSpec } from '../../../src/nn/layers/layer';
import type { Parameters } from '../../../src/nn/parameters';
import type { InputMoments } from '../../../src/theory/input';
import { createTheoryCache } from '../../../src/theory/cache';
import { predict } from '../../../src/theory/predict';
import type { PredictOptions } from '../../../src/theory/predict';
import type { Prediction } from '../../../src/theory/prediction';
import { everywhere, sketch } from '../../unit/nn/models';

export const OPTIONS: PredictOptions = {
  probeSamples: 128,
  batchSize: 128,
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'adam', parameters: { learningRate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
};

const cache = createTheoryCache();

/** Dense layers of the given widths, the first of which is the input's; an activation after all but the last. */
export const chain = (widths: readonly number[], activation: string): ModelSpec =>
  sketch(
    [widths[0]!],
    widths
      .slice(1)
      .map((units, i) => (i === widths.length - 2 ? ['dense', { units }] : ['dense', { units }, activation])),
  );

/** Predicts with one initializer everywhere; biases are drawn by their own one, or zero. */
export function predictAll(
  model: ModelSpec,
  [name, parameters]: readonly [name: string, parameters?: Parameters],
  input: InputMoments | undefined = { mean: 0, secondMoment: 1 },
  bias: readonly [name: string, parameters: Parameters] = ['zeros', {}],
  options: PredictOptions = OPTIONS,
): Prediction {
  const { layers } = everywhere(model, name, parameters ?? {});
  const choice = Object.fromEntries(
    Object.entries(layers).map(([layer, { kernel }]) => [
      layer,
      { kernel, bias: { name: bias[0], parameters: bias[1] } },
    ]),
  );
  return predict(model, { layers: choice }, input, options, cache);
}

/** A probe and a minibatch of so many samples; the rest does not matter. */
export const optionsFor = (samples: number): PredictOptions => ({
  ...OPTIONS,
  probeSamples: samples,
  batchSize: samples,
});
