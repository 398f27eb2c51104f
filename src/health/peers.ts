import type { LossRecord } from './rule';

/**
 * Lines up the trials of one seed: trials are trained on several cores, at different speeds, and are compared at the
 * same step whichever came first. So what is found does not depend on how trials were dealt out.
 */
export class Peers {
  readonly #racing: Set<string>;
  readonly #records = new Map<number, Map<string, LossRecord>>();
  readonly #reached = new Map<string, number>();

  /** @param initializers those that are trained with this seed */
  constructor(initializers: readonly string[]) {
    this.#racing = new Set(initializers);
  }

  /** A trial has come to a check. @returns the records of each step that all trials still racing have come to */
  arrive(step: number, record: LossRecord): readonly (readonly LossRecord[])[] {
    const { initializer } = record.trial;
    const records = this.#records.get(step) ?? new Map<string, LossRecord>();
    this.#records.set(step, records.set(initializer, record));
    this.#reached.set(initializer, step);
    return this.#ready();
  }

  /** A trial has ended: nobody waits for it any more. */
  leave(initializer: string): readonly (readonly LossRecord[])[] {
    this.#racing.delete(initializer);
    return this.#ready();
  }

  #ready(): readonly (readonly LossRecord[])[] {
    const slowest = Math.min(...[...this.#racing].map((initializer) => this.#reached.get(initializer) ?? -1));
    const steps = [...this.#records.keys()].filter((step) => step <= slowest).sort((a, b) => a - b);
    return steps.map((step) => {
      const records = [...(this.#records.get(step)?.values() ?? [])];
      this.#records.delete(step);
      return records;
    });
  }
}
