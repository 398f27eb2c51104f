import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { Clock } from '../clock';
import { EventEncoder } from './eventEncoder';
import { FRAME_SIZE, writeRecord } from './records';

export interface FlushPolicy {
  /** Buffered bytes that are written at once. */
  readonly bytes: number;
  /** Age at which buffered data is written. */
  readonly milliseconds: number;
}

/** Readers see a value within a tenth of a second, and a fast training loop makes few writes. */
export const DEFAULT_FLUSH: FlushPolicy = { bytes: 64 * 1024, milliseconds: 100 };

/**
 * Appends to one event file. Values are buffered; what is buffered is written when the policy says so, at
 * `flush` and at `close`. A loop that never yields to timers is served too: each value checks the age.
 *
 * Every method throws the file system's error when a write failed, also one that happened in between.
 */
export class EventFileWriter {
  readonly path: string;
  readonly #clock: Clock;
  readonly #policy: FlushPolicy;
  readonly #encoder = new EventEncoder();
  readonly #descriptor: number;
  #buffer: Uint8Array;
  #length = 0;
  #oldest = 0;
  #cancelTimer: (() => void) | undefined;
  #failure: unknown;
  #closed = false;

  /** Creates the file; fails with EEXIST when there is one. */
  constructor(path: string, clock: Clock, policy: FlushPolicy = DEFAULT_FLUSH) {
    this.path = path;
    this.#clock = clock;
    this.#policy = policy;
    this.#buffer = new Uint8Array(policy.bytes);
    this.#descriptor = openSync(path, 'ax');
    this.#append(this.#encoder.fileVersion(clock.now() / 1000));
  }

  /**
   * @param step whole number ≥ 0
   * @param wallTime seconds since the epoch
   * @param value stored as float32; NaN and ±Infinity too
   */
  scalar(tag: string, step: number, wallTime: number, value: number): void {
    this.#append(this.#encoder.scalar(tag, step, wallTime, value));
  }

  /**
   * @param edges k + 1 ascending bin edges
   * @param counts k counts
   */
  histogram(tag: string, step: number, wallTime: number, edges: Float64Array, counts: Float64Array): void {
    this.#append(this.#encoder.histogram(tag, step, wallTime, edges, counts));
  }

  /** Says that recording goes on from `step`, in a run that was interrupted. */
  sessionStart(step: number, wallTime: number): void {
    this.#append(this.#encoder.sessionStart(step, wallTime));
  }

  flush(): void {
    this.#throwFailure();
    this.#write();
  }

  /** Writes what is buffered and makes it durable. */
  sync(): void {
    this.flush();
    fsyncSync(this.#descriptor);
  }

  /** Writes what is buffered, makes it durable, and closes the file. Further calls do nothing. */
  close(): void {
    if (this.#closed) return;
    try {
      this.sync();
    } finally {
      this.#closed = true;
      this.#cancelTimer?.();
      closeSync(this.#descriptor);
    }
  }

  #append(event: Uint8Array): void {
    if (this.#closed) throw new Error(`${this.path} is closed`);
    this.#throwFailure();
    const size = event.length + FRAME_SIZE;
    if (this.#length + size > this.#buffer.length) this.#makeRoom(size);
    if (this.#length === 0) this.#oldest = this.#clock.now();
    writeRecord(this.#buffer, this.#length, event);
    this.#length += size;
    const age = this.#clock.now() - this.#oldest;
    // a clock that was set back says nothing of the age
    if (age >= this.#policy.milliseconds || age < 0) this.#write();
    else this.#cancelTimer ??= this.#clock.after(this.#policy.milliseconds, () => this.#onTimer());
  }

  #makeRoom(size: number): void {
    this.#write();
    if (size > this.#buffer.length) this.#buffer = new Uint8Array(size);
  }

  #onTimer(): void {
    this.#cancelTimer = undefined;
    try {
      this.#write();
    } catch {
      // Kept by #write; the next call throws it, where someone can act on it.
    }
  }

  #write(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    try {
      for (let done = 0; done < this.#length;)
        done += writeSync(this.#descriptor, this.#buffer, done, this.#length - done);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    this.#length = 0;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure as Error;
  }
}
