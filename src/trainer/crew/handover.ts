import type { TrialStart } from '../../training/start';
import { balance } from './balance';
import type { Load } from './balance';
import type { ToWorker } from './contract';

/** Moves trials from workers that have several to those that have none left. It is told what they say. */
export interface Handover {
  idle(worker: number): void;
  given(worker: number, trial: TrialStart | undefined): void;
  /** The worker trains no more, for whatever reason. */
  over(worker: number): void;
  /** No more trials are to be moved. */
  end(): void;
}

export function createHandover(
  workers: number,
  {
    post,
    runningIn,
    moved,
  }: {
    readonly post: (worker: number, message: ToWorker) => void;
    /** Trials that a worker has not ended yet. */
    readonly runningIn: (worker: number) => number;
    readonly moved: (trial: TrialStart, from: number, to: number) => void;
  },
): Handover {
  const loads: Omit<Load, 'running'>[] = Array.from({ length: workers }, () => training);
  let ending = false;
  const act = (): void => {
    const { ask, dismiss } = balance(
      loads.map((load, worker) => ({ ...load, running: runningIn(worker) })),
      ending,
    );
    for (const worker of ask) {
      loads[worker] = { ...training, asked: true };
      post(worker, { type: 'give' });
    }
    for (const worker of dismiss) {
      loads[worker] = over;
      post(worker, { type: 'dismiss' });
    }
  };
  const set = (worker: number, load: Omit<Load, 'running'>): void => {
    loads[worker] = load;
    act();
  };
  return {
    idle: (worker) => set(worker, { state: 'idle', asked: false, bare: false }),
    given(from, trial) {
      const to = loads.findIndex(({ state }) => state === 'idle');
      if (trial && to >= 0) {
        moved(trial, from, to);
        loads[to] = training;
        post(to, { type: 'take', trial });
      }
      set(from, { ...training, bare: trial === undefined });
    },
    over: (worker) => set(worker, over),
    end() {
      ending = true;
      act();
    },
  };
}

const training: Omit<Load, 'running'> = { state: 'training', asked: false, bare: false };
const over: Omit<Load, 'running'> = { state: 'over', asked: false, bare: false };
