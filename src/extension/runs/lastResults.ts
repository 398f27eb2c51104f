import { trainedAs } from '../../experiment/trained';
import type { Experiment } from '../../experiment/experiment';
import type { InitializerResult } from '../../language/protocol';
import { isLive } from '../../runs/live';
import type { ReadableRun } from '../../runs/store/runStore';
import { byMerit } from '../../runs/summary';
import type { InitializerSummary, Means, RunSummary } from '../../runs/summary';
import type { VerdictCode } from '../../runs/verdict';
import { figureOf } from './results';

type Result = InitializerResult & { readonly verdict?: VerdictCode; readonly merit?: Means };

/**
 * How initializers fared, each in the newest run that trained it as it is now.
 *
 * @param runs those of one config, the latest first
 * @param wanted what is trained under each initializer, as `trainedAs` names it
 * @returns null where no run has trained it; the best is marked where there are at least two figures to compare
 */
export function lastResults(
  runs: readonly ReadableRun[],
  wanted: readonly string[],
  summaryOf: (run: ReadableRun) => RunSummary | undefined,
): readonly (InitializerResult | null)[] {
  const found = wanted.map((trained) => {
    for (const run of runs) {
      const label = labelsOf(run.manifest.experiment).get(trained);
      if (label !== undefined) return resultOf(run, label, summaryOf(run));
    }
    return null;
  });
  const best = bestAmong(found);
  return found.map(
    (one): InitializerResult | null =>
      one && {
        folder: one.folder,
        state: one.state,
        ...(one.figure && { figure: one.figure }),
        ...(one === best && { best: true as const }),
      },
  );
}

const known = new WeakMap<Experiment, ReadonlyMap<string, string>>();

/** Labels by what is trained; a manifest keeps its experiment for as long as it stays on disk as it is. */
function labelsOf(experiment: Experiment): ReadonlyMap<string, string> {
  const labels = known.get(experiment) ?? read(experiment);
  known.set(experiment, labels);
  return labels;
}

function read(experiment: Experiment): ReadonlyMap<string, string> {
  const nameOf = trainedAs(experiment);
  return new Map(experiment.initializers.map((choice) => [nameOf(choice), choice.label]));
}

function resultOf({ folder, manifest }: ReadableRun, label: string, summary: RunSummary | undefined): Result {
  const own = summary?.initializers.find(({ initializer }) => initializer === label);
  const isUnderWay = isLive(manifest);
  if (own === undefined) return { folder, state: isUnderWay ? 'running' : 'finished' };
  const figure = figureOf(own);
  const verdict = own.verdict.code;
  const merit = { accuracy: own.accuracy?.best.mean ?? NaN, loss: own.loss?.best.mean ?? NaN };
  return { folder, state: stateOf(verdict), verdict, merit, ...(figure && { figure }) };
}

function stateOf(verdict: InitializerSummary['verdict']['code']): InitializerResult['state'] {
  if (verdict === 'diverged' || verdict === 'stopped') return verdict;
  return verdict === 'running' || verdict === 'waiting' ? 'running' : 'finished';
}

/** The best, as within a run, of those that learned something to the end. */
function bestAmong(results: readonly (Result | null)[]): Result | undefined {
  const compared = results.flatMap((one) => (one?.figure && one.merit ? [{ one, ...one.merit }] : []));
  if (compared.length < 2) return undefined;
  const learned = compared.filter(({ one }) => one.verdict === 'learned' || one.verdict === 'slow');
  return learned.toSorted(byMerit)[0]?.one;
}
