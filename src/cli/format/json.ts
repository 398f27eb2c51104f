import type { RunManifest } from '../../runs/run';
import type { InitializerSummary, RunSummary, TrialSummary } from '../../runs/summary';

/** Version of the `--json` output; grows when the meaning of a field changes. */
export const JSON_FORMAT = 1;

/** JSON as documented in docs/cli.md: numbers that are not finite are the strings NaN, Infinity and -Infinity. */
export const toJson = (value: unknown): string =>
  `${JSON.stringify(
    value,
    (_, inner: unknown) => (typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner),
    2,
  )}\n`;

export const runFacts = (manifest: RunManifest, folder: string): object => ({
  id: manifest.id,
  name: manifest.name,
  experiment: manifest.experiment.name,
  state: manifest.state,
  folder,
  started: manifest.started,
  ended: manifest.ended,
  failure: manifest.failure?.message,
  engine: manifest.engine,
  seeds: manifest.experiment.training.seeds,
  totalSteps: manifest.totalSteps,
  stepsPerEpoch: manifest.stepsPerEpoch,
});

export const summaryFacts = ({ manifest, initializers, findings }: RunSummary, folder: string): object => ({
  format: JSON_FORMAT,
  run: runFacts(manifest, folder),
  initializers: initializers.map(initializerFacts),
  findings,
});

const initializerFacts = (row: InitializerSummary): object => ({
  initializer: row.initializer,
  best: row.best,
  steps: row.steps,
  accuracy: row.accuracy,
  loss: row.loss,
  varianceRatio: row.varianceRatio,
  dead: row.dead,
  verdict: row.verdict,
  seeds: row.trials.map(trialFacts),
});

const trialFacts = ({
  trial,
  verdict,
  accuracy,
  loss,
  trainingLoss,
  varianceRatio,
  dead,
}: TrialSummary): object => ({
  seed: trial.seed,
  state: trial.state,
  step: trial.step,
  divergence: trial.divergence,
  accuracy,
  loss,
  trainingLoss,
  varianceRatio,
  dead,
  verdict,
});
