/** What a host may ask of a running training loop. */
export interface TrainingControl {
  /** Each resolves once the loop has taken notice: within one training step. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Final; a paused loop stops too. */
  stop(): Promise<void>;
  /** Ends the trials of one initializer where they stand; the others go on. */
  retire(initializer: string): void;
  isRetired(initializer: string): boolean;
  /** Called by the loop between steps; waits out a pause and then says `resumed`. */
  checkpoint(): Promise<'continue' | 'resumed' | 'stop'>;
  /** Called by the loop where it only makes ready: as `checkpoint`, but does not wait out a pause. */
  glance(): Promise<'continue' | 'stop'>;
  /** Called by the loop while it waits for something else than a step: what is asked of it meanwhile counts as noticed. */
  rest<T>(until: Promise<T>): Promise<T>;
  /** Called by the loop when it is over, so that nobody waits for it. */
  end(): void;
}

/** Lets waiting messages be handled. Twice, because a message that has arrived is handled one turn later. */
const turn = async (): Promise<void> => {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
};

export function createControl(): TrainingControl {
  let wish: 'run' | 'pause' | 'stop' = 'run';
  const retired = new Set<string>();
  let ended = false;
  let resting = false;
  let noticed: (() => void)[] = [];
  /** Those who wait out a pause. */
  const asleep: (() => void)[] = [];

  const tellNoticed = (): void => {
    for (const resolve of noticed) resolve();
    noticed = [];
  };
  const ask = (next: typeof wish): Promise<void> => {
    if (wish !== 'stop') wish = next;
    if (ended || resting) return Promise.resolve();
    const answer = new Promise<void>((resolve) => noticed.push(resolve));
    for (const wake of asleep.splice(0)) wake();
    return answer;
  };

  return {
    pause: () => ask('pause'),
    resume: () => ask('run'),
    stop: () => ask('stop'),
    retire: (initializer) => void retired.add(initializer),
    isRetired: (initializer) => retired.has(initializer),
    async checkpoint() {
      await turn();
      tellNoticed();
      let waited = false;
      while (wish === 'pause') {
        waited = true;
        await new Promise<void>((resolve) => {
          asleep.push(resolve);
        });
        tellNoticed();
      }
      return wish === 'stop' ? 'stop' : waited ? 'resumed' : 'continue';
    },
    async glance() {
      await turn();
      tellNoticed();
      return wish === 'stop' ? 'stop' : 'continue';
    },
    async rest(until) {
      resting = true;
      tellNoticed();
      try {
        return await until;
      } finally {
        resting = false;
      }
    },
    end() {
      ended = true;
      tellNoticed();
    },
  };
}
