import type { TrialManifest } from '../../runs/run';
import type { MetricsSink, TrialId } from '../../shared/metrics';
import type { TrainingControl } from '../../training/control';
import type { TrainingProgress } from '../../training/progress';
import type { CheckpointSink, TrialStart } from '../../training/start';
import type { FromWorker, Order, ToWorker } from './contract';
import { createHandover } from './handover';
import { atRest, isUnderWay, mergeProgress, moveTrial, noProgress } from './mergeProgress';
import { asFromWorker } from './messageShape';
import type { Recruit } from './recruit';

export interface CrewListener {
  readonly sink: MetricsSink;
  readonly checkpoints: CheckpointSink;
  readonly onTrial: (trial: TrialManifest) => void;
  readonly onProgress: (progress: TrainingProgress) => void;
}

export interface Crew {
  readonly control: Pick<TrainingControl, 'pause' | 'resume' | 'stop' | 'retire'>;
  /** Resolves as soon as every worker has shown that it is not stuck in a step. */
  responds(): Promise<void>;
  /** Resolves when all workers are done; rejects, and ends the others, as soon as one fails. */
  readonly done: Promise<'finished' | 'stopped'>;
}

/** A thread that has its assignment, and the trials in it. */
export interface Post {
  readonly thread: Recruit;
  readonly trials: readonly TrialId[];
}

/**
 * Has threads train side by side, and follows them.
 *
 * @param totalSteps updates to be made in each trial
 * @param order in which progress lists the trials
 */
export function startCrew(
  posts: readonly Post[],
  { totalSteps, order }: { readonly totalSteps: number; readonly order: readonly TrialId[] },
  listener: CrewListener,
): Crew {
  let progress: readonly TrainingProgress[] = posts.map(({ trials }) => noProgress(trials, totalSteps));
  const tellProgress = (now: readonly TrainingProgress[]): void => {
    progress = now;
    listener.onProgress(mergeProgress(progress, order));
  };
  const handover = createHandover(posts.length, {
    post: (worker, message) => posts[worker]?.thread.post(message),
    runningIn: (worker) => progress[worker]?.trials.filter(isUnderWay).length ?? 0,
    moved: (trial, from, to) => tellProgress(moveTrial(progress, trial, from, to, totalSteps)),
  });
  const members = posts.map(({ thread }, i) =>
    follow(thread, {
      ...listener,
      onProgress: (own) => tellProgress(progress.with(i, own)),
      onIdle() {
        tellProgress(progress.map((part, worker) => (worker === i ? atRest(part) : part)));
        handover.idle(i);
      },
      onGiven: (trial) => handover.given(i, trial),
    }),
  );
  for (const [i, { done }] of members.entries()) {
    const isOver = (): void => handover.over(i);
    done.then(isOver, isOver);
  }
  const all = async (wish: Wish): Promise<void> => {
    await Promise.all(members.map((member) => member.tell(wish)));
  };
  const allDone = async (): Promise<'finished' | 'stopped'> => {
    try {
      const states = await Promise.all(members.map((member) => member.done));
      return states.includes('stopped') ? 'stopped' : 'finished';
    } finally {
      // Where one failed, what the others would still measure belongs to a run that is over.
      await Promise.all(posts.map(({ thread }) => thread.release()));
    }
  };
  for (const member of members) member.post({ type: 'train' });
  return {
    control: {
      pause: () => all('pause'),
      resume: () => all('resume'),
      stop: () => {
        handover.end();
        return all('stop');
      },
      retire: (initializer) => {
        for (const member of members) member.post({ type: 'retire', initializer });
      },
    },
    responds: () => all('ping'),
    done: allDone(),
  };
}

type Wish = Order | 'ping';

interface Member {
  readonly done: Promise<'finished' | 'stopped'>;
  /** Resolves once the wish has been met, or the worker is over. */
  tell(wish: Wish): Promise<void>;
  post(message: ToWorker): void;
}

interface MemberListener extends CrewListener {
  readonly onIdle: () => void;
  readonly onGiven: (trial: TrialStart | undefined) => void;
}

function follow(
  thread: Recruit,
  { sink, checkpoints, onTrial, onProgress, onIdle, onGiven }: MemberListener,
): Member {
  const waiting = new Map<Wish, (() => void)[]>();
  const release = (wish: Wish): void => {
    for (const resolve of waiting.get(wish) ?? []) resolve();
    waiting.delete(wish);
  };
  const done = new Promise<'finished' | 'stopped'>((resolve, reject) => {
    const take = (message: FromWorker): void => {
      switch (message.type) {
        case 'scalars':
          for (const [trial, point] of message.points) sink.scalar(trial, point);
          return;
        case 'histogram':
          sink.histogram(message.trial, message.point);
          return;
        case 'checkpoint':
          checkpoints
            .save(message.trial, message.checkpoint)
            .then(() => thread.post({ type: 'saved' }), reject);
          return;
        case 'trial':
          onTrial(message.manifest);
          return;
        case 'progress':
          onProgress(message.progress);
          return;
        case 'noticed':
          release(message.order);
          return;
        case 'pong':
          release('ping');
          return;
        case 'idle':
          onIdle();
          return;
        case 'given':
          onGiven(message.trial);
          return;
        case 'done':
          resolve(message.state);
          return;
        case 'failed':
          reject(failure(message));
          return;
      }
    };
    thread.listen({
      message(message) {
        try {
          take(asFromWorker(message));
        } catch (error) {
          reject(asError(error)); // a full disk, as a rule: it ends the run, not the process
        }
      },
      error: reject,
      exit(code) {
        for (const wish of [...waiting.keys()]) release(wish);
        reject(new Error(`a worker thread of the trainer ended early (exit code ${code})`));
      },
    });
  });
  return {
    done,
    tell: (wish) =>
      new Promise((resolve) => {
        waiting.set(wish, [...(waiting.get(wish) ?? []), resolve]);
        thread.post({ type: wish });
        done.then(
          () => resolve(),
          () => resolve(),
        );
      }),
    post: (message) => thread.post(message),
  };
}

const failure = ({
  message,
  stack,
}: {
  readonly message: string;
  readonly stack: string | undefined;
}): Error => {
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
