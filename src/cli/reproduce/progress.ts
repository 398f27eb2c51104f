import { join, resolve } from 'node:path';
import type { Entry } from '../../reproduce/markdown';
import { outcomeOf } from '../../reproduce/outcome';
import type { Reproduction, Trained } from '../../reproduce/reproduction';
import { readResults, ResultsError, writeResults } from '../../reproduce/results';
import type { Kept, Results } from '../../reproduce/results';
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
    const trained = this.kept(experiment.example)?.runs.length ?? 0;
    if (trained === 0) await this.keep(experiment, { key: '', runs: [], leftOut });
  }

  /** @returns undefined when it has not been trained whole */
  async entry(experiment: Reproduction): Promise<Entry | undefined> {
    const kept = this.kept(experiment.example);
    if (kept?.leftOut !== undefined) return { experiment, leftOut: kept.leftOut };
    if (kept === undefined || kept.runs.length < (experiment.variants?.length ?? 1)) return undefined;
    const runs = await Promise.all(
      kept.runs.map(async (run, i) => {
        const variant = experiment.variants?.[i];
        return { ...(await this.#load(run)), ...(variant && { variant }) };
      }),
    );
    const [first, ...rest] = runs;
    if (first === undefined) return undefined;
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
      const [run] = this.#results.experiments[name]?.runs ?? [];
      if (run !== undefined) others.set(name, await this.#load(run));
    }
    return others;
  }

  async #load(run: string): Promise<Trained> {
    const known = this.#loaded.get(run);
    if (known) return known;
    const source = openRun(resolve(this.folder, run));
    await source.poll();
    const trained = { manifest: source.manifest, find: source.find.bind(source) };
    this.#loaded.set(run, trained);
    return trained;
  }
}
