import type { HealthFinding } from '../../health/finding';
import { messageOf } from '../../shared/messageOf';
import type { TrainerClient, TrainerListeners } from '../../trainer/client';
import type { RunManifest } from '../../runs/run';
import type { ContinueParams, StartParams, StartResult } from '../../trainer/protocol';
import type { Disposable } from '../ui/disposables';
import type { Log } from '../ui/log';
import { Signal } from '../ui/signal';
import { Cancelled } from '../ui/userError';
import { newSession, next } from './session';
import type { EndedSession, Session, SessionEnd, SessionEvent } from './session';

export interface SessionsOptions {
  /** Starts a trainer process. */
  readonly launch: (listeners: TrainerListeners) => Promise<TrainerClient>;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** What whoever starts a session says of it, and wants to know. */
export interface Told {
  /** In place of the experiment's name. */
  readonly title?: string;
  readonly goesOn?: boolean;
  /** The session is over. @param stopped by the person */
  readonly ended?: (ending: { readonly stopped: boolean }) => void;
}

/** The trainer processes of this window, one per experiment under way. */
export class Sessions implements Disposable {
  readonly changed = new Signal<Session>();
  readonly ended = new Signal<EndedSession>();
  /** A health rule asks for the person's attention. */
  readonly found = new Signal<{ readonly session: Session; readonly finding: HealthFinding }>();
  readonly #options: SessionsOptions;
  readonly #live = new Map<number, { session: Session; client?: TrainerClient; told: Told }>();
  #count = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Sessions that have not ended, oldest first. */
  live(): readonly Session[] {
    return [...this.#live.values()].map(({ session }) => session);
  }

  /** The session that trains the run in this folder. */
  ofRun(folder: string): Session | undefined {
    return this.live().find(({ run }) => run?.runFolder === folder);
  }

  /**
   * Trains an experiment in a process of its own. Resolves once the run folder is there and training goes on.
   * @throws ResponseError or TrainerError as `TrainerClient.start` does, Cancelled when stopped before it began; the
   * session has ended then
   */
  start(params: StartParams, told: Told = {}): Promise<Session> {
    const { experiment, config } = params;
    return this.#begin(experiment.name, config.path, told, (client) => client.start(params));
  }

  /** Goes on with a run, as `start`. */
  continueRun(
    params: ContinueParams,
    { experiment, config }: Pick<RunManifest, 'experiment' | 'config'>,
    told: Told = {},
  ): Promise<Session> {
    return this.#begin(experiment.name, config.path, told, (client) =>
      client.continueRun(params, experiment.name),
    );
  }

  async #begin(
    title: string,
    config: string,
    told: Told,
    begin: (client: TrainerClient) => Promise<StartResult>,
  ): Promise<Session> {
    const id = ++this.#count;
    const session = newSession(id, told.title ?? title, config);
    this.#live.set(id, { session: told.goesOn ? { ...session, goesOn: true } : session, told });
    this.#announce(id);
    try {
      const client = await this.#options.launch(this.#listeners(id));
      const entry = this.#live.get(id);
      if (entry === undefined || entry.session.phase === 'stopping') {
        await client.dispose();
        throw new Cancelled();
      }
      entry.client = client;
      const run = await begin(client);
      const session = this.#apply(id, { type: 'started', run });
      void client.ended.then((end) => this.#end(id, end));
      if (session === undefined) throw new Cancelled();
      return session;
    } catch (error) {
      const entry = this.#live.get(id);
      void entry?.client?.dispose();
      this.#end(id, { kind: 'rejected', message: messageOf(error) });
      throw entry?.session.phase === 'stopping' ? new Cancelled() : error;
    }
  }

  async pause(id: number): Promise<void> {
    await this.#client(id)?.pause();
    this.#apply(id, { type: 'paused' });
  }

  async resume(id: number): Promise<void> {
    await this.#client(id)?.resume();
    this.#apply(id, { type: 'resumed' });
  }

  /** Ends training within one step; a session that is still starting is ended with its process. */
  async stop(id: number): Promise<void> {
    const entry = this.#live.get(id);
    if (entry === undefined) return;
    const started = entry.session.run !== undefined;
    this.#apply(id, { type: 'stopping' });
    await (started ? entry.client?.stop() : entry.client?.dispose());
  }

  /** Resolves once a session has ended; at once where it has. */
  async over(id: number): Promise<void> {
    if (!this.#live.has(id)) return;
    await new Promise<void>((resolve) => {
      const listening = this.ended.listen((session) => {
        if (session.id !== id) return;
        listening.dispose();
        resolve();
      });
    });
  }

  dispose(): void {
    this.changed.dispose();
    this.ended.dispose();
    this.found.dispose();
    for (const { client } of this.#live.values()) void client?.dispose();
    this.#live.clear();
  }

  #listeners(id: number): TrainerListeners {
    const { log } = this.#options;
    const write = { info: log.info, warning: log.warn, error: log.error };
    return {
      progress: (progress) => this.#apply(id, { type: 'progress', progress }),
      responding: (responds) => {
        this.#apply(id, { type: 'responding', responds });
        const title = this.#live.get(id)?.session.title ?? id;
        log.warn(
          responds ? `[${title}] The trainer answers again.` : `[${title}] The trainer does not answer.`,
        );
      },
      found: (finding) => {
        const session = this.#live.get(id)?.session;
        if (session) this.found.fire({ session, finding });
      },
      log: ({ level, text }) =>
        write[level].call(log, `[${this.#live.get(id)?.session.title ?? id}] ${text}`),
    };
  }

  #client(id: number): TrainerClient | undefined {
    return this.#live.get(id)?.client;
  }

  #apply(id: number, event: SessionEvent): Session | undefined {
    const entry = this.#live.get(id);
    if (entry === undefined) return undefined;
    entry.session = next(entry.session, event);
    this.#announce(id);
    return entry.session;
  }

  #end(id: number, end: SessionEnd): void {
    const entry = this.#live.get(id);
    if (entry === undefined) return;
    this.#live.delete(id);
    entry.told.ended?.({ stopped: entry.session.phase === 'stopping' });
    const session = { ...next(entry.session, { type: 'ended', end }), end };
    this.changed.fire(session);
    this.ended.fire(session);
  }

  #announce(id: number): void {
    const entry = this.#live.get(id);
    if (entry !== undefined) this.changed.fire(entry.session);
  }
}
