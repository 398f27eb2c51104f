import { sequentialBatches } from '../data/batches';
import type { Dataset } from '../data/dataset';
import type { Experiment } from '../experiment/experiment';
import type { HostTensors } from '../engine/program';
import type { EntryMoments } from '../nn/initializers/initializer';
import type { ModelSpec } from '../nn/layers/layer';
import { weightsOf } from '../nn/model';
import type { RunPrediction } from '../runs/run';
import type { TakenWeights } from '../theory/affine';
import { createTheoryCache } from '../theory/cache';
import { measureInputMoments } from '../theory/measureInput';
import { predict } from '../theory/predict';
import { asStatistics } from '../theory/statistics';
import type { TrialStart } from '../training/start';

/**
 * What theory says the probe of step 0 will measure, for each initializer and layer, from the moments of the very
 * samples that the probe will see. Weights that are taken over count by their mean and variance.
 *
 * @param starts where trials begin that take weights over
 */
export function predictRun(
  experiment: Experiment,
  { validation }: Dataset,
  starts: readonly Pick<TrialStart, 'initializer' | 'state'>[],
): RunPrediction {
  const { model, training, telemetry, initializers } = experiment;
  const probeSamples = Math.max(1, Math.min(telemetry.probeSamples, validation.count));
  const [probed] = sequentialBatches(validation, probeSamples);
  const input = probed && measureInputMoments(probed.inputs, probed.count);
  const cache = createTheoryCache();
  return Object.fromEntries(
    initializers.map((choice) => {
      const taken = starts.flatMap(({ initializer, state }) => (initializer === choice.label ? [state] : []));
      const options = { ...training, probeSamples, reused: takenOver(model, [...new Set(taken)]) };
      const { layers } = predict(model, choice, input, options, cache);
      return [choice.label, Object.fromEntries(layers.map((layer) => [layer.name, asStatistics(layer)]))];
    }),
  );
}

/** Moments of the weights that the trials of an initializer take over, by layer. */
function takenOver(
  model: ModelSpec,
  states: readonly TrialStart['state'][],
): ReadonlyMap<string, TakenWeights> {
  const taken = new Map<string, TakenWeights>();
  for (const { path, layer, spec } of weightsOf(model)) {
    const values = states.flatMap((state) => state[`weights/${path}`] ?? []);
    const { kind } = spec.init;
    if (values.length === 0 || (kind !== 'kernel' && kind !== 'bias')) continue;
    taken.set(layer.name, {
      kernel: NOTHING,
      bias: NOTHING,
      ...taken.get(layer.name),
      [kind]: entryMoments(values),
    });
  }
  return taken;
}

const NOTHING: EntryMoments = { mean: 0, variance: 0 };

/** Of an entry of any of the tensors, which are of one size. */
function entryMoments(tensors: readonly HostTensors[string][]): EntryMoments {
  let [sum, squares, count] = [0, 0, 0];
  for (const values of tensors) {
    for (const value of values) {
      sum += value;
      squares += value * value;
    }
    count += values.length;
  }
  const mean = sum / count;
  return { mean, variance: Math.max(0, squares / count - mean * mean) };
}
