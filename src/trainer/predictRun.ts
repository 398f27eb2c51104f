import { sequentialBatches } from '../data/batches';
import type { Dataset } from '../data/dataset';
import type { Experiment } from '../experiment/experiment';
import type { RunPrediction } from '../runs/run';
import { createTheoryCache } from '../theory/cache';
import { measureInputMoments } from '../theory/measureInput';
import { predict } from '../theory/predict';
import { asStatistics } from '../theory/statistics';

/**
 * What theory says the probe of step 0 will measure, for each initializer and layer, from the moments of the very
 * samples that the probe will see.
 */
export function predictRun(experiment: Experiment, { validation }: Dataset): RunPrediction {
  const { model, training, telemetry, initializers } = experiment;
  const probeSamples = Math.max(1, Math.min(telemetry.probeSamples, validation.count));
  const [probed] = sequentialBatches(validation, probeSamples);
  const input = probed && measureInputMoments(probed.inputs, probed.count);
  const cache = createTheoryCache();
  return Object.fromEntries(
    initializers.map((choice) => {
      const { layers } = predict(model, choice, input, { ...training, probeSamples }, cache);
      return [choice.label, Object.fromEntries(layers.map((layer) => [layer.name, asStatistics(layer)]))];
    }),
  );
}
