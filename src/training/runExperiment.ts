import type { HostTensors } from '../engine/program';
import type { HostTensor } from '../nn/initialize';
import type { TrialManifest } from '../runs/run';
import { isSameTrial } from '../shared/metrics';
import type { TrialId } from '../shared/metrics';
import type { Exchange } from './exchange';
import { initialWeights } from './initialWeights';
import { isWanted } from './inputs';
import type { TrainingInputs } from './inputs';
import { prepare } from './prepare';
import type { Prepared } from './prepare';
import { initialState } from './programs/state';
import { createSpeedMeter } from './progress';
import type { SpeedMeter } from './progress';
import { createReporter } from './reporter';
import { Trial } from './trial';
import type { TrialStart } from './start';
import { turnLength } from './turn';

/** Ends the loop from within. */
class Stopped extends Error {}

/**
 * Trains all initializers with all seeds side by side, a few updates in turn, so that all curves advance together; each
 * minibatch is made once for all initializers of its seed. A trial depends on nothing but its initializer and seed:
 * the others change none of its numbers. A trial that diverges ends, the others go on.
 *
 * @returns `stopped` when `control` asked for it, within one step
 * @throws RangeError when initial weights cannot be drawn
 */
export async function runExperiment(inputs: TrainingInputs): Promise<'finished' | 'stopped'> {
  try {
    return await trainAll(inputs);
  } finally {
    inputs.control.end();
  }
}

async function trainAll(inputs: TrainingInputs): Promise<'finished' | 'stopped'> {
  const { control, exchange } = inputs;
  const trials: Trial[] = [];
  const meter = createSpeedMeter(() => inputs.clock.now());
  const proceed = async (): Promise<void> => {
    const wish = await control.checkpoint();
    if (wish === 'stop') throw new Stopped();
    if (wish === 'resumed') meter.restart();
  };
  const prepared = await prepare(inputs, proceed);
  const { opening, atFirst, plan, context, stacked, featuresOf } = prepared;
  const startOf = (id: TrialId): TrialStart | undefined =>
    inputs.starts?.find((start) => isSameTrial(start, id));
  const waiting = trialsToTrain(inputs).map((id): TrialManifest => ({
    ...id,
    state: 'waiting',
    step: startOf(id)?.step ?? 0,
  }));
  const report = createReporter(inputs, context.schedule, trials, waiting, meter);
  const loop: Loop = { ...prepared, inputs, trials, meter, report };
  try {
    const drawn = await drawAhead(waiting, inputs, prepared);
    const machine = await opening;
    await machine.load?.(atFirst);
    for (let next; (next = waiting[0]);) {
      const id = idOf(next);
      const start = startOf(id);
      const weights = drawn.shift() ?? (await draw(id, inputs, prepared));
      const instance = machine.instantiate({ ...initialState(plan, weights), ...start?.state });
      const trial = new Trial(context, id, instance, start, await featuresOf?.(instance));
      waiting.shift();
      trials.push(trial);
      inputs.onTrial(trial.manifest);
      await proceed();
      // the first steps need not wait for what the other trials start from
      if (!stacked) await advance(loop, [trial], { from: trial.step, until: trial.step + 1 });
    }
    await trainRounds(loop);
    for (let taken; (taken = exchange && (await control.rest(exchange.take())));) {
      trials.push(new Trial(context, idOf(taken), machine.instantiate(taken.state), taken));
      meter.restart();
      await proceed();
      await trainRounds(loop);
    }
    return 'finished';
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    for (const trial of trials) {
      await trial.stop();
      inputs.onTrial(trial.manifest);
    }
    report(true);
    return 'stopped';
  } finally {
    for (const trial of trials) trial.dispose();
    await (await opening).dispose();
  }
}

/** In the order in which they take turns. */
const trialsToTrain = ({ experiment: { training, initializers }, trials }: TrainingInputs): TrialId[] =>
  training.seeds
    .flatMap((seed) => initializers.map(({ label }) => ({ initializer: label, seed })))
    .filter(({ initializer, seed }) => isWanted(trials, initializer, seed));

type Weights = Readonly<Record<string, HostTensor>>;

/**
 * Draws what trials start from, one after the other, for as long as the programs are being compiled; also while the
 * loop is paused, as nothing trains.
 */
async function drawAhead(
  trials: readonly TrialId[],
  inputs: TrainingInputs,
  prepared: Prepared,
): Promise<Weights[]> {
  const drawn: Weights[] = [];
  const settled = (): boolean => true;
  const opened = prepared.opening.then(settled, settled);
  for (const id of trials) {
    if ((await inputs.control.glance()) === 'stop') throw new Stopped();
    if (await Promise.race([opened, Promise.resolve(false)])) break;
    drawn.push(await draw(id, inputs, prepared));
  }
  return drawn;
}

/** @throws RangeError when initial weights cannot be drawn */
async function draw(
  { initializer, seed }: TrialId,
  { experiment }: TrainingInputs,
  { plan, minibatches }: Prepared,
): Promise<Weights> {
  const choice = experiment.initializers.find(({ label }) => label === initializer);
  if (!choice) throw new RangeError(`the experiment has no initializer ${initializer}`);
  return initialWeights(plan.model, choice, seed, () => minibatches(seed, 0));
}

interface Loop extends Prepared {
  readonly inputs: TrainingInputs;
  /** Those that have been given away are not among them. */
  readonly trials: Trial[];
  readonly meter: SpeedMeter;
  readonly report: (now?: boolean) => void;
}

/** Trains all trials to their ends, in rounds in which each has its turn. */
async function trainRounds(loop: Loop): Promise<void> {
  const { inputs, context, trials, stacked, report } = loop;
  const { totalSteps, stepsPerEpoch } = context.schedule;
  let from = Math.min(...trials.filter(isRunning).map(({ step }) => step));
  let length = 1;
  while (trials.some(isRunning)) {
    const epochEnd = from + stepsPerEpoch - (from % stepsPerEpoch);
    const until = Math.min(from + length, epochEnd, totalSteps + 1);
    const began = inputs.clock.now();
    const [before, count] = [updatesOf(trials), trials.length];
    for (const seed of inputs.experiment.training.seeds)
      await advance(
        loop,
        trials.filter((trial) => trial.running && trial.id.seed === seed && trial.step < until),
        { from, until },
        inputs.exchange,
      );
    // trials of a stack make each update together; what one that left has made is not known here
    if (!stacked && trials.length === count)
      length = turnLength(updatesOf(trials) - before, inputs.clock.now() - began);
    from = until;
  }
  report(true);
}

/** Gives one of several running trials away, if there is one that can be. */
async function share(loop: Loop, exchange: Exchange): Promise<void> {
  const spared = toSpare(loop);
  const left = await spared?.leave();
  if (spared && left) {
    loop.trials.splice(loop.trials.indexOf(spared), 1);
    spared.dispose();
    loop.meter.restart();
  } else if (spared) loop.inputs.onTrial(spared.manifest);
  exchange.give(left);
}

/** One of several that have some way to go. */
function toSpare({ trials, context, featuresOf }: Loop): Trial | undefined {
  const running = trials.filter(isRunning);
  const last = running.at(-1);
  // who takes it would have to compute the outputs of its frozen layers again
  const isMovable = last !== undefined && running.length > 1 && featuresOf === undefined;
  // it takes as long as one or two updates, but after the last of them a trial is evaluated and looked at
  return isMovable && last.step < context.schedule.totalSteps ? last : undefined;
}

const isRunning = ({ running }: Trial): boolean => running;

const idOf = ({ initializer, seed }: TrialId): TrialId => ({ initializer, seed });

const updatesOf = (trials: readonly Trial[]): number => trials.reduce((sum, { step }) => sum + step, 0);

/**
 * Brings trials of one seed to the step `until`, each in one turn, or to their end.
 *
 * @param exchange where trials may be given away meanwhile
 */
async function advance(
  loop: Loop,
  trials: readonly Trial[],
  {
    from,
    until,
  }: {
    /** No trial is behind it. */
    readonly from: number;
    readonly until: number;
  },
  exchange?: Exchange,
): Promise<void> {
  const {
    inputs: { onTrial, control },
    context: { schedule, proceed },
    report,
    minibatches,
    together,
  } = loop;
  /** By step, made once for all trials. */
  const made = new Map<number, HostTensors>();
  const minibatch = ({ id, step, features }: Trial): HostTensors => {
    if (features) return features.minibatches(id.seed, step);
    const batch = made.get(step) ?? minibatches(id.seed, step, step - from);
    made.set(step, batch);
    return batch;
  };
  const bring = async (trial: Trial): Promise<void> => {
    const { step } = trial;
    if (control.isRetired(trial.id.initializer)) await trial.stop();
    else {
      await trial.observe();
      if (step >= schedule.totalSteps) await trial.finish();
      else if (trial.running) await trial.advance(minibatch(trial));
    }
    if (schedule.evaluates(step) || !trial.running) onTrial(trial.manifest);
    report();
    await proceed();
  };
  const takeTurn = async (trial: Trial): Promise<void> => {
    while (loop.trials.includes(trial) && trial.running && trial.step < until) {
      await bring(trial);
      if (exchange?.wanted()) await share(loop, exchange);
    }
  };
  await together(trials.map((trial) => () => takeTurn(trial)));
}
