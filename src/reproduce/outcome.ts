import type { Statistic } from '../runs/statistic';
import type { RunManifest } from '../runs/run';
import { judge } from './judge';
import type { Judgement } from './judge';
import { overSeeds } from './readings';
import type { Checked, Claim, Published, Reproduction, Trained } from './reproduction';

/** A published figure beside ours. */
export interface Compared extends Pick<Published, 'initializer' | 'what' | 'value' | 'kind'> {
  readonly ours: Statistic;
  readonly judgement: Judgement;
}

export interface CheckedClaim extends Pick<Claim, 'text'>, Checked {
  /** False where it was trained on less than it asks for: what does not show there says nothing. */
  readonly judged: boolean;
}

/** What was trained on in place of all that the experiment asks for. */
export interface Reduced {
  /** Samples of each set were cut down, to be quick. */
  readonly quick: boolean;
  /** Only part of the training samples were at hand. */
  readonly partial?: { readonly found: number; readonly whole: number };
}

/** What the reproduction of one experiment came to. */
export interface Outcome {
  readonly experiment: Reproduction;
  readonly figures: readonly Compared[];
  readonly claims: readonly CheckedClaim[];
  readonly reduced: Reduced;
  /** Networks of each initializer. */
  readonly seeds: number;
  readonly engine: RunManifest['engine'];
  readonly versions: RunManifest['versions'];
  readonly samples?: RunManifest['samples'];
  /** Of training, over all variants. */
  readonly seconds: number;
  /** When it was done, ISO 8601. */
  readonly ended: string;
}

/**
 * Holds what was trained against what was published and claimed.
 *
 * @param runs at least one
 * @param other as for a claim
 */
export function outcomeOf(
  experiment: Reproduction,
  runs: readonly [Trained, ...Trained[]],
  reduced: Reduced,
  other: (name: string) => Trained,
): Outcome {
  const [{ manifest }] = runs;
  const comparable = !reduced.quick && reduced.partial === undefined;
  return {
    experiment,
    figures: (experiment.published ?? []).map(({ reading, ...published }) => {
      const [run] = runs;
      const ours = overSeeds(run, published.initializer, reading);
      return { ...published, ours, judgement: judge(published, ours, comparable) };
    }),
    claims: experiment.claims.map((claim) => ({
      text: claim.text,
      judged: comparable,
      ...claim.check(runs, other),
    })),
    reduced,
    seeds: manifest.experiment.training.seeds.length,
    engine: manifest.engine,
    versions: manifest.versions,
    ...(manifest.samples && { samples: manifest.samples }),
    seconds: runs.reduce((sum, run) => sum + run.seconds, 0),
    ended: runs.map((run) => run.manifest.ended ?? run.manifest.started).reduce((a, b) => (a > b ? a : b)),
  };
}

/** Whether nothing speaks against it: no figure is worse than published and every claim holds. */
export const stands = ({ figures, claims }: Outcome): boolean =>
  figures.every(({ judgement }) => judgement !== 'worse') &&
  claims.every(({ holds, judged }) => holds || !judged);
