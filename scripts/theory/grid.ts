import { describeDataset } from '../../src/data/registry';
import type { Normalization } from '../../src/data/normalize';
import { activations } from '../../src/nn/activations/registry';
import type { Activation } from '../../src/nn/activations/activation';
import { initializers } from '../../src/nn/initializers/registry';
import type { Initializer } from '../../src/nn/initializers/initializer';
import type { LayerInitializers } from '../../src/nn/initialize';
import type { LayerSpec, ModelSpec } from '../../src/nn/layers/layer';
import { defaultParameters, entryOf } from '../../src/nn/parameters';
import type { Tf } from '../../src/nn/tensors';
import { createTheoryCache } from '../../src/theory/cache';
import { inputMoments } from '../../src/theory/input';
import { measureInputMoments } from '../../src/theory/measureInput';
import { LINEAR } from '../../src/theory/nonlinearity';
import { predict } from '../../src/theory/predict';
import type { PredictOptions } from '../../src/theory/predict';
import type { Digits } from './digits';
import { measure } from './measure';

/** Networks to be predicted and measured: all combinations. */
export interface Grid {
  readonly activations: readonly string[];
  readonly initializers: readonly string[];
  /** Hidden layers; what holds of layer l holds of a network of l hidden layers. */
  readonly depth: number;
  readonly normalizations: readonly Normalization[];
  readonly width: number;
  /** Predict from the moments of these very pictures, or from those that are known of their dataset. */
  readonly inputs: 'measured' | 'known';
  readonly seeds: readonly number[];
}

/** One hidden layer of one network, over all seeds. */
export interface Comparison {
  readonly activation: string;
  readonly initializer: string;
  readonly normalization: Normalization;
  readonly layer: number;
  /** Second moment after the activation: as predicted, and its mean over seeds. */
  readonly predicted: number;
  readonly measured: number;
  /** measured/predicted − 1. */
  readonly error: number;
  /** Standard deviation that theory expects of ln(mean over seeds), for single samples. */
  readonly expectedDeviation: number;
  /** The largest d ln E φ²/d ln q at the predicted q of this layer and those before. */
  readonly elasticity: number;
  readonly deadPredicted?: number;
  readonly deadMeasured?: number;
}

/** A classifier of pictures with `depth` hidden layers. */
export function chainOf(activation: string, depth: number, width: number): ModelSpec {
  const { parameters } = entryOf<Activation>(activations, 'activation', activation);
  const spec = { name: activation, parameters: defaultParameters(parameters) };
  const layers = Array.from({ length: depth + 1 }, (_, i): LayerSpec => {
    const units = i === depth ? 10 : width;
    return {
      name: `dense_${i + 1}`,
      type: 'dense',
      parameters: { units, useBias: true },
      inputShape: [i === 0 ? 784 : width],
      outputShape: [units],
      ...(i < depth && { activation: spec }),
    };
  });
  return { inputShape: [784], outputs: 10, layers };
}

/** One initializer with its defaults for all kernels; its own convention for biases where it has one, zeros elsewhere. */
export function chosenFor(model: ModelSpec, name: string): LayerInitializers {
  const entry = entryOf<Initializer>(initializers, 'initializer', name);
  const kernel = { name, parameters: defaultParameters(entry.parameters) };
  const bias = entry.bias ? kernel : { name: 'zeros', parameters: {} };
  return Object.fromEntries(model.layers.map((layer) => [layer.name, { kernel, bias }]));
}

const SCALINGS: Readonly<
  Record<Normalization, (mean: number, sd: number) => readonly [scale: number, shift: number]>
> = {
  unit: () => [1 / 255, 0],
  none: () => [1, 0],
  standardize: (mean, sd) => [1 / (255 * sd), -mean / sd],
};

/** Predicts each network from the dataset's known moments, and measures it on real pictures. */
export function compareGrid(tf: Tf, grid: Grid, digits: Digits): readonly Comparison[] {
  const description = describeDataset(digits.dataset, {});
  if (description?.moments === undefined)
    throw new RangeError(`the moments of ${digits.dataset} are not known`);
  const { mean, sd } = description.moments;
  const cache = createTheoryCache();
  return grid.normalizations.flatMap((normalization) => {
    const [scale, shift] = SCALINGS[normalization](mean, sd);
    const values = Float32Array.from(digits.pixels, (byte) => byte * scale + shift);
    const inputs = tf.tensor(values, [digits.count, values.length / digits.count]);
    const known =
      grid.inputs === 'measured'
        ? measureInputMoments(values, digits.count)
        : inputMoments(description, normalization);
    const compared = grid.activations.flatMap((activation) => {
      const model = chainOf(activation, grid.depth, grid.width);
      const { responses } = cache.activation(model.layers[0]?.activation ?? LINEAR);
      const elasticityAt = (q: number): number => {
        const { growth, secondMoment } = responses.moments({ mean: 0, variance: q });
        return secondMoment > 0 ? (growth * q) / secondMoment : 0;
      };
      return grid.initializers.flatMap((initializer) => {
        const layers = chosenFor(model, initializer);
        const { layers: predicted } = predict(model, { layers }, known, options(digits.count), cache);
        const runs = grid.seeds.map((seed) => measure(tf, model, layers, inputs, seed));
        return predicted.slice(0, -1).map((layer, l) => {
          const measured = average(runs, (run) => run[l]?.postSecondMoment);
          return {
            activation,
            initializer,
            normalization,
            layer: l + 1,
            predicted: layer.post.secondMoment,
            measured,
            error: measured / layer.post.secondMoment - 1,
            elasticity: Math.max(
              ...predicted.slice(0, l + 1).map(({ pre }) => elasticityAt(pre.secondMoment)),
            ),
            // of the mean of lognormal figures of mean 1
            expectedDeviation: Math.sqrt(
              Math.log1p(Math.expm1(layer.spread.logVariance) / grid.seeds.length),
            ),
            ...(layer.activity?.dead !== undefined && {
              deadPredicted: layer.activity.dead,
              deadMeasured: average(runs, (run) => run[l]?.dead),
            }),
          };
        });
      });
    });
    inputs.dispose();
    return compared;
  });
}

const options = (probeSamples: number): PredictOptions => ({
  probeSamples,
  batchSize: probeSamples,
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'sgd', parameters: { learningRate: 0.01 } },
});

const average = <T>(items: readonly T[], of: (item: T) => number | undefined): number =>
  items.reduce((sum, item) => sum + (of(item) ?? NaN), 0) / items.length;
