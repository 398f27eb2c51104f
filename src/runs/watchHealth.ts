import type { HealthFinding } from '../health/finding';
import { HealthMonitor } from '../health/monitor';
import { healthSpec } from '../health/registry';
import type { RunManifest } from './run';

/** The health rules of a run, ready for its samples (`data`) and then its telemetry. */
export function watchHealth(
  {
    experiment,
    trials,
    prediction,
    totalSteps,
  }: Pick<RunManifest, 'experiment' | 'trials' | 'prediction' | 'totalSteps'>,
  found: (finding: HealthFinding) => void,
): HealthMonitor {
  return new HealthMonitor({
    rules: healthSpec(experiment.health),
    trials,
    totalSteps,
    found,
    ...(prediction && { prediction }),
    ...(experiment.training.loss === 'softmaxCrossEntropy' &&
      experiment.model.outputs > 0 && { classes: experiment.model.outputs }),
  });
}
