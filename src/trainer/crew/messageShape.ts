import { fields, is, listOf, maybe, oneOf, problemOf, variants } from '../../shared/shape';
import { TRIAL_STATES } from '../../runs/store/manifestShape';
import type { Check } from '../../shared/shape';
import type { FromWorker } from './contract';

const trial = fields({
  initializer: is('string'),
  seed: is('number'),
  state: oneOf(TRIAL_STATES),
  step: is('number'),
});

const trialId = fields({ initializer: is('string'), seed: is('number') });

/** Points are held to no shape of their own: there may be a million a second. */
const fromWorker = variants({
  scalars: fields({ points: listOf(() => undefined) }),
  histogram: fields({ trial: trialId, point: fields({}) }),
  checkpoint: fields({ trial: trialId, checkpoint: fields({}) }),
  trial: fields({ manifest: trial }),
  progress: fields({
    progress: fields({
      done: is('number'),
      total: is('number'),
      stepsPerSecond: is('number'),
      etaSeconds: is('number'),
      trials: listOf(trial),
    }),
  }),
  noticed: fields({ order: oneOf(['pause', 'resume', 'stop']) }),
  pong: fields({}),
  idle: fields({}),
  given: fields({
    trial: maybe(
      fields({ initializer: is('string'), seed: is('number'), step: is('number'), state: fields({}) }),
    ),
  }),
  done: fields({ state: oneOf(['finished', 'stopped']) }),
  failed: fields({ message: is('string') }),
} satisfies Record<FromWorker['type'], Check>);

/** A worker's message, held to the contract. @throws Error naming the field that does not fit */
export function asFromWorker(value: unknown): FromWorker {
  const problem = problemOf(fromWorker, value, 'message');
  if (problem !== undefined)
    throw new Error(`a worker thread sent what is no message of its contract: ${problem}`);
  return value as FromWorker;
}
