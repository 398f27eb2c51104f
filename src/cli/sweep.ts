import { pointName } from '../experiment/sweep/sweep';
import type { SweepFacts } from '../runs/sweep/facts';
import { pointFacts } from '../runs/sweep/facts';
import type { SweepPlan, SweepStep } from '../runs/sweep/plan';
import { stepsLeft } from '../runs/sweep/plan';
import { runsOfSweep } from '../runs/sweep/runsOfSweep';
import { RunStore } from '../runs/store/runStore';
import type { RunEntry } from '../runs/store/runStore';
import type { TrainerClient } from '../trainer/client';
import { trainerPlaces } from './environment';
import type { Environment } from './environment';
import { CliError, EXIT } from './exitCodes';
import type { ExitCode } from './exitCodes';
import { summaryFacts, toJson } from './format/json';
import { sweepTables } from './format/sweep';
import { loadRun } from './loadRun';
import type { LoadedRun } from './loadRun';
import { createProgressDisplay } from './progressDisplay';
import { exitCodeOf, reportIn, tellFailure, train } from './training';
import type { Task, TrainingOutput } from './training';

/** Trains what is left of a sweep, point after point, and prints its grid. */
export async function trainSweep(
  environment: Environment,
  plan: SweepPlan,
  runsFolder: string,
  options: TrainingOutput,
): Promise<ExitCode> {
  const { io } = environment;
  const store = new RunStore(runsFolder);
  const count = plan.points.length;
  const steps = stepsLeft(plan, await store.list());
  if (steps.length < count) io.err(`sweep of ${count} runs, ${count - steps.length} of them done before\n`);
  let exitCode: ExitCode = EXIT.ok;
  for (const step of steps) {
    const { name, begin } = taskOf(step, plan, environment, runsFolder);
    io.err(`[${step.number}/${count}] ${name}\n`);
    const task = { experiment: plan.name, begin };
    const trained = await train(environment, createProgressDisplay(io), task).catch(unlessInterrupted);
    if (trained === undefined) {
      exitCode = EXIT.interrupted;
      break;
    }
    const { started, end, interrupted } = trained;
    if (end.kind !== 'finished') tellFailure(environment, end);
    if (options.report) await reportIn(environment, started.runFolder);
    const code = exitCodeOf(end, interrupted);
    if (code !== EXIT.ok) exitCode = code;
    if (interrupted) break;
  }

  const entries = await store.list();
  const loaded = await loadSweep(environment, entries, plan.id);
  if (options.json) io.out(toJson(loaded.map(({ summary, folder }) => summaryFacts(summary, folder))));
  else io.out(`${sweepTables(factsOf(loaded))}\n\nruns    ${runsFolder}\n`);
  const left = stepsLeft(plan, entries).length;
  const [any] = loaded;
  if (left > 0 && any)
    io.err(`${left} of ${count} runs are left. To go on: initscope resume ${any.summary.manifest.id}\n`);
  return exitCode;
}

/** Ctrl-C between two points: nothing was begun. */
function unlessInterrupted(error: unknown): undefined {
  if (error instanceof CliError && error.exitCode === EXIT.interrupted) return undefined;
  throw error;
}

function taskOf(
  step: SweepStep,
  { config, name }: SweepPlan,
  environment: Environment,
  runsFolder: string,
): Pick<Task, 'begin'> & { readonly name: string } {
  const places = trainerPlaces(environment);
  if (step.kind === 'resume') {
    const { folder, manifest } = step.run;
    return {
      name: manifest.name,
      begin: (client: TrainerClient) => client.continueRun({ runFolder: folder, ...places }, name),
    };
  }
  const { sweep, experiment } = step;
  return {
    name: pointName(sweep.axes, sweep.at),
    begin: (client: TrainerClient) => client.start({ experiment, config, sweep, runsFolder, ...places }),
  };
}

/** The runs of a sweep as far as they are there, in the order of its grid. */
async function loadSweep(
  environment: Environment,
  entries: readonly RunEntry[],
  id: string,
): Promise<readonly LoadedRun[]> {
  const loaded: LoadedRun[] = [];
  for (const { folder } of runsOfSweep(id, entries)) loaded.push(await loadRun(environment, folder));
  const placeOf = ({ summary }: LoadedRun): readonly number[] => summary.manifest.sweep?.at ?? [];
  return loaded.sort((a, b) => byPlace(placeOf(a), placeOf(b)));
}

const byPlace = (a: readonly number[], b: readonly number[]): number => {
  const axis = a.findIndex((index, which) => index !== b[which]);
  return axis < 0 ? 0 : (a[axis] ?? 0) - (b[axis] ?? 0);
};

/** @param runs of one sweep */
const factsOf = (runs: readonly LoadedRun[]): SweepFacts => ({
  axes: runs[0]?.summary.manifest.sweep?.axes ?? [],
  points: runs.map(({ folder, reader, summary }) =>
    pointFacts(folder, summary.manifest, (key) => reader.find(key)),
  ),
});
