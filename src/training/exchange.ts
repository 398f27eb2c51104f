import type { TrialStart } from './start';

/** How places that train side by side keep each other busy: one with nothing left to do takes over a trial of another. */
export interface Exchange {
  /** Whether a trial is asked for; `give` is the answer. */
  wanted(): boolean;
  /** @param trial one that is trained here no more; undefined where none can be spared */
  give(trial: TrialStart | undefined): void;
  /** Says that nothing is left to do here, and waits for a trial; undefined when there will be none. */
  take(): Promise<TrialStart | undefined>;
}
