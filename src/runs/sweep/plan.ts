import { isDeepStrictEqual } from 'node:util';
import type { Experiment } from '../../experiment/experiment';
import { parseAndInspect } from '../../experiment/inspect';
import { override } from '../../experiment/override';
import type { Overrides } from '../../experiment/override';
import { isSamePoint } from '../../experiment/sweep/sweep';
import type { Sweep, SweepMembership } from '../../experiment/sweep/sweep';
import { isResumable } from '../resumable';
import type { RunManifest } from '../run';
import { createRunId } from '../store/runId';
import type { ReadableRun, RunEntry } from '../store/runStore';
import { runsOfSweep } from './runsOfSweep';

/** A sweep that is to be trained, all or what is left of it. */
export interface SweepPlan {
  readonly id: string;
  /** Name of the experiment. */
  readonly name: string;
  readonly config: RunManifest['config'];
  /** In the order in which they are trained. */
  readonly points: readonly {
    readonly sweep: SweepMembership;
    readonly experiment: Experiment;
  }[];
}

/** What is to be done for one point. */
export type SweepStep =
  | {
      readonly kind: 'start';
      /** Of the point in the grid, from 1. */
      readonly number: number;
      readonly sweep: SweepMembership;
      readonly experiment: Experiment;
    }
  | { readonly kind: 'resume'; readonly number: number; readonly run: ReadableRun };

/** A sweep cannot be gone on with; the message says why. */
export class SweepError extends Error {}

/**
 * A sweep that begins.
 * @param now milliseconds since the epoch, for its id
 */
export const planSweep = (
  sweep: Sweep,
  config: RunManifest['config'],
  changes: Overrides,
  now: number,
): SweepPlan => planCalled(createRunId(now, Math.random), sweep, config, changes);

function planCalled(
  id: string,
  { axes, points }: Sweep,
  config: RunManifest['config'],
  changes: Overrides,
): SweepPlan {
  const isChanged = Object.keys(changes).length > 0;
  return {
    id,
    name: points[0]?.experiment.name ?? '',
    config,
    points: points.map(({ at, experiment }) => ({
      sweep: { id, axes, at, ...(isChanged && { changes }) },
      experiment: override(experiment, changes),
    })),
  };
}

/**
 * The sweep of a run, read anew from the config that the run has kept.
 * @throws SweepError when the run belongs to none, or its config no longer makes the same grid
 */
export async function planOf({ sweep, config }: RunManifest): Promise<SweepPlan> {
  if (sweep === undefined) throw new SweepError('The run is no point of a sweep.');
  const { sweep: grid, problems } = await parseAndInspect(config.text, config.path);
  const [first] = problems.filter(({ severity }) => severity === 'error');
  if (grid === undefined || !isDeepStrictEqual(grid.axes, sweep.axes))
    throw new SweepError(
      `The sweep cannot be gone on with: ${first?.message ?? 'its config makes another grid now'}.`,
    );
  return planCalled(sweep.id, grid, config, sweep.changes ?? {});
}

/** What is left to do: points without a run are begun, runs that ended before their time go on. */
export function stepsLeft({ id, points }: SweepPlan, entries: readonly RunEntry[]): readonly SweepStep[] {
  const runs = runsOfSweep(id, entries);
  return points.flatMap(({ sweep, experiment }, index): SweepStep[] => {
    const run = runs.find(({ manifest }) => isSamePoint(manifest.sweep?.at ?? [], sweep.at));
    const number = index + 1;
    if (run === undefined) return [{ kind: 'start', number, sweep, experiment }];
    return isResumable(run.manifest) ? [{ kind: 'resume', number, run }] : [];
  });
}
