import type { Disposable } from './disposables';

/**
 * Does a task when asked to, never twice at a time and at most once per interval. However often it is asked while it
 * works or rests, it does the task once more: it may have begun before what it is asked for now.
 */
export class Throttle implements Disposable {
  readonly #interval: number;
  readonly #task: () => Promise<void> | void;
  readonly #failed: (error: unknown) => void;
  #wanted = false;
  #busy = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  /**
   * @param interval milliseconds from the start of one round to the start of the next
   * @param failed told of what the task throws; the next request tries again
   */
  constructor(interval: number, task: () => Promise<void> | void, failed: (error: unknown) => void) {
    this.#interval = interval;
    this.#task = task;
    this.#failed = failed;
  }

  request(): void {
    this.#wanted = true;
    this.#next();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#rest);
  }

  #next(): void {
    if (this.#wanted && !this.#busy && this.#rest === undefined && !this.#disposed) void this.#round();
  }

  async #round(): Promise<void> {
    this.#wanted = false;
    this.#busy = true;
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#next();
    }, this.#interval);
    try {
      await this.#task();
    } catch (error) {
      this.#failed(error);
    }
    this.#busy = false;
    this.#next();
  }
}
