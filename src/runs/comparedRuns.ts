import type { HealthFinding } from '../health/finding';
import type { HistogramsByTag } from '../shared/metrics';
import type { RecordedSeries, RunSource } from './openRun';
import type { RunManifest, RunState } from './run';
import type { RunDelta } from './store/runReader';
import type { Columns, SeriesKey } from './store/series';

/** No file system has it in the path of a run. */
const SEPARATOR = '\n';

/** What stands for several runs where one is named by its folder. */
export const comparisonOf = (folders: readonly string[]): string => folders.join(SEPARATOR);

/** The folders of the runs that a name stands for, one where it is a run's own. */
export const foldersOf = (name: string): readonly string[] => name.split(SEPARATOR);

interface Compared {
  readonly source: RunSource;
  /** Unlike that of the others. */
  readonly name: string;
}

/**
 * Several runs as one, so that everything that shows a run shows them side by side: each initializer of each run
 * becomes an initializer of its own, called `heNormal · first run`. All else is that of the first run.
 */
export class ComparedRuns implements RunSource {
  readonly folder: string;
  readonly #sources: readonly RunSource[];
  readonly #namesOf: (manifests: readonly RunManifest[]) => readonly string[];

  /** @param namesOf what each of several runs is called */
  constructor(
    sources: readonly RunSource[],
    namesOf: (manifests: readonly RunManifest[]) => readonly string[],
  ) {
    this.folder = comparisonOf(sources.map(({ folder }) => folder));
    this.#sources = sources;
    this.#namesOf = namesOf;
  }

  /** As of the last poll. @throws Error before the first one */
  get manifest(): RunManifest {
    const compared = this.#compared();
    const manifests = compared.map(({ source }) => source.manifest);
    const [first] = manifests;
    if (first === undefined) throw new Error('nothing is compared');
    const predictions = compared.flatMap(({ source, name }) =>
      Object.entries(source.manifest.prediction ?? {}).map(
        ([label, layers]) => [renamed(label, name), layers] as const,
      ),
    );
    return {
      ...first,
      source: 'comparison',
      id: this.folder,
      name: compared.map(({ name }) => name).join(' ↔ '),
      experiment: {
        ...first.experiment,
        initializers: compared.flatMap(({ source, name }) =>
          source.manifest.experiment.initializers.map((choice) => ({
            ...choice,
            label: renamed(choice.label, name),
          })),
        ),
        training: {
          ...first.experiment.training,
          seeds: [...new Set(manifests.flatMap(({ experiment }) => experiment.training.seeds))],
        },
      },
      state: stateOf(manifests.map(({ state }) => state)),
      trials: compared.flatMap(({ source, name }) =>
        source.manifest.trials.map((trial) => ({ ...trial, initializer: renamed(trial.initializer, name) })),
      ),
      ...(predictions.length > 0 && { prediction: Object.fromEntries(predictions) }),
      totalSteps: Math.max(...manifests.map(({ totalSteps }) => totalSteps)),
    };
  }

  get findings(): readonly HealthFinding[] {
    return this.#compared().flatMap(({ source, name }) =>
      source.findings.map((finding) => renamedFinding(finding, name)),
    );
  }

  *series(): Generator<RecordedSeries> {
    for (const { source, name } of this.#compared())
      for (const { key, steps, values, wallTimes } of source.series())
        yield { key: renamedKey(key, name), steps, values, wallTimes };
  }

  find(key: SeriesKey): Columns | undefined {
    const found = this.#owner(key);
    return found?.source.find(found.key);
  }

  histogramTags(key: Omit<SeriesKey, 'tag'>): readonly string[] {
    const found = this.#owner(key);
    return found?.source.histogramTags(found.key) ?? [];
  }

  async readHistograms(key: Omit<SeriesKey, 'tag'>, tags: readonly string[]): Promise<HistogramsByTag> {
    const found = this.#owner(key);
    return found?.source.readHistograms(found.key, tags) ?? new Map();
  }

  async poll(): Promise<RunDelta> {
    const deltas = await Promise.all(this.#sources.map((source) => source.poll()));
    const names = this.#compared().map(({ name }) => name);
    const changed = deltas.some(({ manifest }) => manifest !== undefined);
    return {
      ...(changed && { manifest: this.manifest }),
      series: deltas.flatMap(({ series }, index) =>
        series.map((delta) => ({ ...delta, key: renamedKey(delta.key, names[index]!) })),
      ),
      findings: deltas.flatMap(({ findings }, index) =>
        findings.map((finding) => renamedFinding(finding, names[index]!)),
      ),
      notes: deltas.flatMap(({ notes }) => notes),
    };
  }

  #compared(): readonly Compared[] {
    const names = this.#namesOf(this.#sources.map(({ manifest }) => manifest));
    return this.#sources.map((source, index) => {
      const name = names[index]!;
      const isAlone = names.filter((other) => other === name).length === 1;
      return { source, name: isAlone ? name : `${name} (${source.manifest.id})` };
    });
  }

  /** The run that a renamed key belongs to, and its key there. */
  #owner<K extends Pick<SeriesKey, 'initializer'>>(
    key: K,
  ): { readonly source: RunSource; readonly key: K } | undefined {
    for (const { source, name } of this.#compared())
      for (const { label } of source.manifest.experiment.initializers)
        if (renamed(label, name) === key.initializer) return { source, key: { ...key, initializer: label } };
    return undefined;
  }
}

const renamed = (label: string, run: string): string => `${label} · ${run}`;

const renamedKey = (key: SeriesKey, run: string): SeriesKey => ({
  ...key,
  initializer: renamed(key.initializer, run),
});

const renamedFinding = (finding: HealthFinding, run: string): HealthFinding =>
  finding.initializer === undefined
    ? finding
    : { ...finding, initializer: renamed(finding.initializer, run) };

/** That of the run that is least done. */
const stateOf = (states: readonly RunState[]): RunState =>
  (['running', 'paused', 'failed', 'interrupted', 'stopped'] as const).find((state) =>
    states.includes(state),
  ) ?? 'finished';
