import type { RunManifest } from './run';
import type { InitializerSummary, RunSummary } from './summary';

/** A setting in which runs differ, with each run's value as JSON; undefined where a run has none. */
export interface Difference {
  /** `training.optimizer.parameters.learningRate`, `model.layers[2].parameters.units`. */
  readonly path: string;
  readonly values: readonly (string | undefined)[];
}

export interface Comparison {
  readonly runs: readonly RunManifest[];
  /** One row for each label in any of the runs, one cell for each run. */
  readonly rows: readonly {
    readonly initializer: string;
    readonly cells: readonly (InitializerSummary | undefined)[];
  }[];
  /** Where the runs were not made alike, apart from their initializers: what else may explain a difference. */
  readonly differences: readonly Difference[];
}

export function compareRuns(summaries: readonly RunSummary[]): Comparison {
  const labels = new Set(summaries.flatMap(({ initializers }) => initializers.map((one) => one.initializer)));
  return {
    runs: summaries.map(({ manifest }) => manifest),
    rows: [...labels].map((initializer) => ({
      initializer,
      cells: summaries.map(({ initializers }) => initializers.find((one) => one.initializer === initializer)),
    })),
    differences: differencesOf(summaries.map(({ manifest }) => settingsOf(manifest))),
  };
}

function settingsOf({ experiment, engine, versions }: RunManifest): object {
  const { dataset, model, training, telemetry } = experiment;
  return {
    dataset,
    model,
    training,
    telemetry,
    engine: { name: engine.name, device: engine.device },
    versions,
  };
}

function differencesOf(settings: readonly object[]): Difference[] {
  const flat = settings.map((one) => new Map(leaves(one, '')));
  const paths = new Set(flat.flatMap((one) => [...one.keys()]));
  return [...paths]
    .map((path) => ({ path, values: flat.map((one) => one.get(path)) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function* leaves(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) yield [path, JSON.stringify(value)];
    return;
  }
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value))
    yield* leaves(inner, isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
}
