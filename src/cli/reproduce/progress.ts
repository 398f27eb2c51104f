import { join, resolve } from 'node:path';
import type { Entry } from '../../reproduce/markdown';
import { outcomeOf } from '../../reproduce/outcome';
import type { Reproduction, Trained, Variant } from '../../reproduce/reproduction';
import { readResults, ResultsError, writeResults } from '../../reproduce/results';
import type { Kept, KeptRun, Results } from '../../reproduce/results';
import { joinSeeds, trainedOf } from '../../reproduce/trained';
import { openRun } from '../../runs/openRun';
import { CliError, EXIT } from '../exitCodes';

const RESULTS = 'results.json';

/** What has been trained so far, in a folder that a later call goes on with. */
export class Progress {
  readonly folder: string;
  #results: Results;
  readonly #loaded = new Map<string, Trained>();

  private constructor(folder: string, results: Results) {
    this.folder = folder;
    this.#results = results;
  }

  /** @throws CliError `usage` when the results there cannot be used */
  static async open(folder: string, mode: Results['mode']): Promise<Progress> {
    try {
      return new Progress(folder, await readResults(join(folder, RESULTS), mode));
    } catch (error) {
      if (error instanceof ResultsError) throw new CliError(EXIT.usage, error.message);
      throw error;
    }
  }

  get runsFolder(): string {
    return join(this.folder, 'runs');
  }

  kept(example: string): Kept | undefined {
    return this.#results.experiments[example];
  }

  /** Keeps it on disk at once. */
  async keep({ example }: Reproduction, kept: Kept): Promise<void> {
    this.#results = {
      ...this.#results,
      experiments: { ...this.#results.experiments, [example]: kept },
    };
    await writeResults(join(this.folder, RESULTS), this.#results);
  }

  /** What was trained before, with other data, stays. */
  async leaveOut(experiment: Reproduction, leftOut: string): Promise<void> {
    await this.keep(experiment, { key: '', runs: [], ...this.kept(experiment.example), leftOut });
  }

  /** Over the seeds with which all variants have been trained. */
  async entry(experiment: Reproduction): Promise<Entry> {
    const kept = this.kept(experiment.example);
    const seeds = kept ? seedsOf(experiment, kept) : [];
    const runs = seeds.length === 0 ? [] : await this.#joined(experiment, seeds);
    const [first, ...rest] = runs;
    if (kept === undefined || first === undefined)
      return {
        experiment,
        ...(kept?.leftOut === undefined ? { notRun: true as const } : { leftOut: kept.leftOut }),
      };
    const others = await this.#others(experiment);
    const quick = this.#results.mode === 'quick';
    return outcomeOf(
      experiment,
      [first, ...rest],
      { quick, ...(kept.partial && { partial: kept.partial }) },
      (name) => {
        const other = others.get(name);
        if (other === undefined) throw new Error(`${experiment.example} does not need ${name}`);
        return other;
      },
    );
  }

  async #others({ needs = [] }: Reproduction): Promise<ReadonlyMap<string, Trained>> {
    const others = new Map<string, Trained>();
    for (const name of needs) {
      const runs = (this.kept(name)?.runs ?? []).filter(({ variant }) => variant === 0);
      const seeds = runs.flatMap((run) => run.seeds);
      const trained = await this.#over(seeds, runs);
      if (trained) others.set(name, trained);
    }
    return others;
  }

  /** One for each variant. */
  async #joined(experiment: Reproduction, seeds: readonly number[]): Promise<readonly Trained[]> {
    const kept = this.kept(experiment.example)?.runs ?? [];
    const joined: Trained[] = [];
    for (const [i, variant] of variantsOf(experiment).entries()) {
      const own = kept.filter((run) => run.variant === i);
      const trained = await this.#over(seeds, own);
      if (trained) joined.push({ ...trained, ...(variant && { variant }) });
    }
    return joined;
  }

  /** Undefined where there is no run. */
  async #over(seeds: readonly number[], runs: readonly KeptRun[]): Promise<Trained | undefined> {
    const [first, ...rest] = await Promise.all(runs.map((run) => this.#load(run)));
    return first && joinSeeds([first, ...rest], seeds);
  }

  async #load({ folder }: KeptRun): Promise<Trained> {
    const known = this.#loaded.get(folder);
    if (known) return known;
    const source = openRun(resolve(this.folder, folder));
    await source.poll();
    const trained = trainedOf(source.manifest, source.find.bind(source));
    this.#loaded.set(folder, trained);
    return trained;
  }
}

const variantsOf = ({ variants }: Reproduction): readonly (Variant | undefined)[] => variants ?? [undefined];

/** Those that each variant has been trained with. */
function seedsOf(experiment: Reproduction, { runs }: Kept): readonly number[] {
  const byVariant = variantsOf(experiment).map((_, i) =>
    runs.filter(({ variant }) => variant === i).flatMap(({ seeds }) => seeds),
  );
  return (byVariant[0] ?? []).filter((seed) => byVariant.every((seeds) => seeds.includes(seed)));
}
