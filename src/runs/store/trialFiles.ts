import { accessSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { trialKey } from '../../shared/metrics';
import type { TrialId } from '../../shared/metrics';
import { type Split, SPLITS } from '../../shared/tags';
import type { Clock } from '../clock';
import { EventFileWriter } from '../events/eventFileWriter';
import { eventFileName } from '../events/fileName';
import { lastEventSecond } from './eventFiles';
import { trialFolderOf } from './layout';
import type { Processes } from './processes';

/** The event files of a run that are being written: one for each trial and split, opened when first needed. */
export class TrialFiles {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #processes: Processes;
  readonly #open = new Map<string, Map<Split, EventFileWriter>>();
  #count = 0;
  /** Second named by the latest event file there was: the names of new ones sort behind it. */
  #lastSecond = 0;

  /** @param folder of the run */
  constructor(
    folder: string,
    { clock, processes }: { readonly clock: Clock; readonly processes: Processes },
  ) {
    this.#folder = folder;
    this.#clock = clock;
    this.#processes = processes;
  }

  of(trial: TrialId, split: Split): EventFileWriter {
    const key = trialKey(trial);
    let splits = this.#open.get(key);
    if (splits === undefined) this.#open.set(key, (splits = new Map<Split, EventFileWriter>()));
    let file = splits.get(split);
    if (file === undefined) splits.set(split, (file = this.#create(trial, split)));
    return file;
  }

  /** From here on a trial goes on at `step`: what its earlier files hold from there on is void. */
  startSession(trial: TrialId, step: number): void {
    const folder = trialFolderOf(this.#folder, trial);
    const seconds = SPLITS.map((split) => [split, lastEventSecond(join(folder, split))] as const);
    this.#lastSecond = Math.max(this.#lastSecond, ...seconds.map(([, second]) => second ?? 0));
    for (const [split, second] of seconds)
      if (second !== undefined) this.of(trial, split).sessionStart(step, this.#clock.now() / 1000);
  }

  /** Makes all that was measured visible to readers. */
  flush(): void {
    for (const splits of this.#open.values()) for (const file of splits.values()) file.flush();
  }

  /** Makes all that was measured of a trial durable. */
  sync(trial: TrialId): void {
    for (const file of this.#open.get(trialKey(trial))?.values() ?? []) file.sync();
  }

  close(trial: TrialId): void {
    this.#close(trialKey(trial));
  }

  closeAll(): void {
    const files = [...this.#open.values()].flatMap((splits) => [...splits.values()]);
    this.#open.clear();
    closeEach(files);
  }

  #close(key: string): void {
    const files = [...(this.#open.get(key)?.values() ?? [])];
    this.#open.delete(key);
    closeEach(files);
  }

  #create(trial: TrialId, split: Split): EventFileWriter {
    accessSync(this.#folder); // of a run that was deleted while it trained, no part comes back
    const folder = join(trialFolderOf(this.#folder, trial), split);
    mkdirSync(folder, { recursive: true });
    const seconds = Math.max(this.#clock.now() / 1000, this.#lastSecond + 1);
    const name = eventFileName(seconds, this.#processes.host, this.#processes.pid, this.#count++);
    return new EventFileWriter(join(folder, name), this.#clock);
  }
}

/** Closes all, also when one of them cannot be written, and throws the first error. */
function closeEach(files: readonly EventFileWriter[]): void {
  let failure: unknown;
  for (const file of files)
    try {
      file.close();
    } catch (error) {
      failure ??= error;
    }
  if (failure !== undefined) throw failure as Error;
}
