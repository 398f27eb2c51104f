import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Dataset } from '../../data/dataset';
import type { Engine } from '../../engine/engine';
import { reopenEngine } from '../../engine/open';
import { timingsIn } from '../../engine/race/timings';
import type { Timing } from '../../engine/race/timings';
import type { EngineServices } from '../../engine/services';
import type { Experiment } from '../../experiment/experiment';
import type { RunManifest } from '../../runs/run';
import type { TrialId } from '../../shared/metrics';
import { timeUpdate } from '../../training/timeUpdate';
import { assignTrials, deal, trialsOf } from '../crew/assign';
import type { Shift } from '../crew/assign';
import { allInOne, mayGainByThreads, threadsGain } from './threads';

/** Where the trials of an experiment train. */
export type Placement =
  /** In worker threads side by side. */
  | { readonly kind: 'workers'; readonly shifts: readonly Shift[] }
  /** In the trainer's own thread, the trials of a seed as one stack or each in turn. */
  | { readonly kind: 'here'; readonly stacked: boolean };

export interface PlacementInputs {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly engine: Engine;
  readonly places: EngineServices;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly cores?: number;
}

/**
 * Decides how trials share this machine. Where that does not follow from their number, updates of this very network
 * are timed for less than a second, once for a machine and a shape of experiment.
 */
export const place = async (inputs: PlacementInputs): Promise<Placement> =>
  sharesProcessor(inputs.engine)
    ? { kind: 'workers', shifts: await placeOnCores(inputs) }
    : { kind: 'here', stacked: await isStackFaster(inputs) };

/** What of a placement decides the numbers of a trial, to be kept with the run. */
export const noteOf = (placement: Placement): NonNullable<RunManifest['placement']> =>
  placement.kind === 'workers'
    ? { threads: placement.shifts[0]?.threads ?? 1 }
    : { stacked: placement.stacked };

/**
 * Where the trials left of a run go on: with as many threads a step as before, for how a sum is shared among threads
 * may show in its last bits.
 */
export function placeAgain(
  before: RunManifest['placement'],
  trials: readonly TrialId[],
  engine: Pick<Engine, 'name'>,
  cores = availableParallelism(),
): Placement {
  if (before !== undefined && 'stacked' in before) return { kind: 'here', stacked: before.stacked };
  if (!sharesProcessor(engine)) return { kind: 'here', stacked: false };
  const threads = before?.threads ?? 1;
  const workers = Math.max(1, Math.min(Math.floor(cores / threads), trials.length));
  return { kind: 'workers', shifts: deal(trials, workers, threads) };
}

/** A GPU's driver and TensorFlow's library belong to one thread; the others run in as many as there are cores. */
const sharesProcessor = ({ name }: Pick<Engine, 'name'>): boolean =>
  name === 'onnxruntime' || name === 'wasm' || name === 'cpu';

/**
 * `evidentShifts` of the engine that will be opened, where they are the same for each that it may be; with `auto`, that it
 * is no GPU is a guess.
 */
export function foreseenShifts(
  experiment: Experiment,
  cores = availableParallelism(),
): readonly Shift[] | undefined {
  const { engine } = experiment;
  // where threads inside a step, which this one has, need not be thought of, the others deal trials out alike
  return evidentShifts(experiment, { name: engine === 'auto' ? 'onnxruntime' : engine }, cores);
}

/** Workers side by side, where that follows from the engine and the number of trials and cores alone. */
export function evidentShifts(
  experiment: Experiment,
  engine: Pick<Engine, 'name'>,
  cores = availableParallelism(),
): readonly Shift[] | undefined {
  if (!sharesProcessor(engine)) return undefined;
  const shifts = assignTrials(trialsOf(experiment), cores);
  // the other engines know no threads inside a step
  return engine.name !== 'onnxruntime' || !mayGainByThreads(shifts, cores) ? shifts : undefined;
}

async function placeOnCores(inputs: PlacementInputs): Promise<readonly Shift[]> {
  const { experiment, dataset, engine, places, now, cores = availableParallelism() } = inputs;
  const evident = evidentShifts(experiment, engine, cores);
  if (evident) return evident;
  const trials = trialsOf(experiment);
  const shifts = assignTrials(trials, cores);
  const time = async (threads: number): Promise<number> => {
    const opened = await reopenEngine(engine.name, { ...places, threads });
    return timeUpdate(opened, experiment, dataset, 1, now);
  };
  const threads = shifts[0]?.threads ?? 1;
  const timing = await timed(inputs, ['threads', `${threads} or ${cores}`], ['side', 'all'], async () => ({
    side: await time(threads),
    all: await time(cores),
  }));
  return threadsGain(shifts, timing) ? allInOne(trials, cores) : shifts;
}

async function isStackFaster(inputs: PlacementInputs): Promise<boolean> {
  const { experiment, dataset, engine, now } = inputs;
  const size = experiment.initializers.length;
  if (size === 1) return false;
  const time = (trials: number): Promise<number> => timeUpdate(engine, experiment, dataset, trials, now);
  const { stack, single } = await timed(inputs, ['stack', String(size)], ['stack', 'single'], async () => ({
    single: await time(1),
    // one that does not fit into memory has lost
    stack: await time(size).catch(() => Number.MAX_VALUE),
  }));
  return stack <= size * single;
}

/** What was timed before on this machine for an experiment of this shape, or is now. */
async function timed<K extends string>(
  { engine, places, experiment }: PlacementInputs,
  question: readonly string[],
  contenders: readonly K[],
  measure: () => Promise<Timing<K>>,
): Promise<Timing<K>> {
  const timings = timingsIn(places.timingsFolder);
  const key = [engine.name, engine.version, engine.device.name, ...question, shapeOf(experiment)];
  const known = await timings.find(key, contenders);
  if (known) return known;
  const timing = await measure();
  await timings.keep(key, timing);
  return timing;
}

/** The same for experiments whose updates take equally long. */
function shapeOf({ model, training }: Experiment): string {
  const { loss, batchSize, clipping, optimizer, groups } = training;
  const text = JSON.stringify({ model, loss, batchSize, clipping, optimizer, groups });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
