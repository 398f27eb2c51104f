import type { RunManifest } from '../runs/run';
import type { SeriesSource } from '../runs/store/series';
import { LOSS } from '../shared/tags';
import type { Trained } from './reproduction';

/** A run as a reproduction reads it. */
export const trainedOf = (manifest: RunManifest, find: SeriesSource): Trained => ({
  manifest,
  find,
  seconds: secondsOf(manifest, find),
});

/** Runs of one config with different seeds as one run of the seeds given, which are among theirs. */
export function joinSeeds(runs: readonly [Trained, ...Trained[]], seeds: readonly number[]): Trained {
  const [{ manifest }] = runs;
  const { experiment } = manifest;
  return {
    manifest: {
      ...manifest,
      experiment: { ...experiment, training: { ...experiment.training, seeds } },
      trials: runs.flatMap((run) => run.manifest.trials.filter(({ seed }) => seeds.includes(seed))),
      ended: runs.map((run) => run.manifest.ended ?? run.manifest.started).reduce((a, b) => (a > b ? a : b)),
    },
    find: (key) =>
      runs.find((run) => run.manifest.experiment.training.seeds.some((seed) => seed === key.seed))?.find(key),
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Of training, without the pauses in which a run was interrupted: there the last point before it is the end. */
function secondsOf(manifest: RunManifest, find: SeriesSource): number {
  const { started, ended = started, resumed = [] } = manifest;
  const begins = [started, ...resumed].map((time) => Date.parse(time) / 1000);
  const lasting = begins.map((begin, i) => {
    const next = begins[i + 1];
    const end = next === undefined ? Date.parse(ended) / 1000 : lastPoint(manifest, find, begin, next);
    return end - begin;
  });
  return lasting.reduce((sum, seconds) => sum + seconds, 0);
}

/** When the last training loss between two times was measured; the first of them where none was. Unix seconds. */
function lastPoint({ trials }: RunManifest, find: SeriesSource, from: number, to: number): number {
  const times = trials.flatMap(({ initializer, seed }) => [
    ...(find({ initializer, seed, split: 'train', tag: LOSS })?.wallTimes ?? []),
  ]);
  return times.reduce((last, time) => (time > last && time < to ? time : last), from);
}
