import type { HistogramRequest, HostMessage, LiveProgress, SeriesDelta } from '../../../webview/contract';
import { formatFindings } from '../../health/finding';
import { layerHistograms } from '../../runs/layerHistograms';
import { isLive } from '../../runs/live';
import type { RunSource } from '../../runs/openRun';
import { messageOf } from '../../shared/messageOf';
import type { Session } from '../sessions/session';
import type { Disposable } from '../ui/disposables';
import { Throttle } from '../ui/throttle';

export interface FeedOptions {
  readonly reader: Omit<RunSource, 'find'>;
  readonly send: (message: HostMessage) => void;
  /** Called with the title of the page whenever its manifest is sent. */
  readonly named: (name: string) => void;
  /** Told of what could not be read. */
  readonly warn: (message: string) => void;
}

/** Milliseconds between updates of a page: at most ten a second while a run is under way. */
const LIVE = 100;
/** How often a run that has ended is looked at: it may be renamed, resumed or deleted. */
const QUIET = 2000;
/**
 * Series per message, of three buffers each. VS Code's protocol counts the buffers of one message in a byte: beyond
 * 255 it delivers the wrong ones, silently.
 */
const CHUNK = 64;

/**
 * Follows a run's files for one page. The page is sent everything once it says that it listens, then what is new, and
 * nothing while it has not handled what it was sent: a page that is busy or stuck is sent the rest when it is back.
 * A hidden page listens to nothing; it is built anew when it is shown again, and says so.
 */
export class RunFeed implements Disposable {
  readonly #options: FeedOptions;
  readonly #rounds: Throttle;
  readonly #histogramRounds: Throttle;
  #wanted: HistogramRequest | undefined;
  #listening = false;
  #complete = false;
  /** Messages that the page has not handled yet. */
  #unhandled = 0;
  /** What is to be told of progress once the page is back. */
  #progress: LiveProgress | 'nothing new' | undefined = 'nothing new';
  #unavailable: string | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#rounds = new Throttle(
      LIVE,
      () => this.#round(),
      (error) => options.warn(String(error)),
    );
    this.#histogramRounds = new Throttle(
      QUIET,
      () => this.#sendHistograms(),
      (error) => options.warn(String(error)),
    );
  }

  /** The page listens, and knows nothing yet. */
  ready(): void {
    this.#listening = true;
    this.#complete = false;
    this.#unhandled = 0;
    this.#rounds.request();
  }

  /** The page has handled a message. */
  handled(): void {
    this.#unhandled = Math.max(0, this.#unhandled - 1);
    if (this.#unhandled > 0) return;
    this.#tellProgress();
    this.#rounds.request();
  }

  /** The page shows these histograms, and wants to be told of new ones. */
  histograms(request: HistogramRequest): void {
    this.#wanted = request;
    void this.#sendHistograms().catch((error: unknown) => this.#options.warn(String(error)));
  }

  hidden(): void {
    this.#listening = false;
  }

  progress(session: Session | undefined): void {
    this.#progress = liveProgress(session);
    this.#tellProgress();
  }

  #tellProgress(): void {
    if (!this.#listening || this.#unhandled > 0 || this.#progress === 'nothing new') return;
    this.#options.send({ type: 'progress', progress: this.#progress });
    this.#progress = 'nothing new';
  }

  dispose(): void {
    this.#listening = false;
    clearTimeout(this.#later);
    this.#rounds.dispose();
    this.#histogramRounds.dispose();
  }

  /** One look at the files. Rounds never overlap, so no point is sent twice. */
  async #round(): Promise<void> {
    if (!this.#listening || this.#unhandled > 0) return;
    clearTimeout(this.#later);
    try {
      await this.#look();
      this.#unavailable = undefined;
    } catch (error) {
      this.#lost(messageOf(error));
    }
    this.#lookAgain();
  }

  /** Unless the page has gone while the files were read. */
  #lookAgain(): void {
    if (!this.#listening) return;
    if (this.#unavailable === undefined && isLive(this.#options.reader.manifest)) this.#rounds.request();
    else this.#later = setTimeout(() => this.#rounds.request(), QUIET);
  }

  async #look(): Promise<void> {
    const { reader, warn } = this.#options;
    const { manifest, series, findings, notes } = await reader.poll();
    for (const { file, byte, message } of notes) warn(`${file}, byte ${byte}: ${message}`);
    if (!this.#listening) {
      this.#complete = false;
      return;
    }
    if (!this.#complete || manifest !== undefined) this.#sendManifest();
    this.#sendSeries(this.#complete ? series : everything(reader));
    if (findings.length > 0 || (!this.#complete && reader.findings.length > 0))
      this.#options.send({ type: 'findings', lines: formatFindings(reader.findings) });
    this.#complete = true;
    if (series.some(({ key }) => key.split === 'probe')) this.#histogramRounds.request();
  }

  /** One message a trial, so that the page draws the first while the others are read. */
  async #sendHistograms(): Promise<void> {
    const { reader, send } = this.#options;
    const request = this.#wanted;
    if (request === undefined) return;
    const { layer } = request;
    for (const trial of request.trials) {
      const histograms = await layerHistograms(reader, layer, trial);
      // another layer has been asked for in the meantime
      if (this.#wanted !== request || !this.#listening) return;
      send({ type: 'histograms', layer, trial, histograms });
    }
  }

  #lost(reason: string): void {
    if (reason !== this.#unavailable) this.#options.send({ type: 'unavailable', reason });
    this.#unavailable = reason;
    this.#complete = false;
  }

  #sendManifest(): void {
    const { manifest, folder } = this.#options.reader;
    const { id, name, experiment } = manifest;
    this.#options.named(name === id ? experiment.name : name);
    this.#send({ type: 'manifest', manifest, runFolder: folder });
  }

  #sendSeries(deltas: readonly SeriesDelta[]): void {
    for (let from = 0; from < deltas.length; from += CHUNK)
      this.#send({ type: 'series', deltas: deltas.slice(from, from + CHUNK) });
  }

  /** What the page says that it has handled. */
  #send(message: Extract<HostMessage, { type: 'manifest' | 'series' }>): void {
    this.#unhandled += 1;
    this.#options.send(message);
  }
}

/** Copies, since what is posted must not change under way. */
const everything = (reader: FeedOptions['reader']): SeriesDelta[] =>
  [...reader.series()].map(({ key, steps, values, wallTimes }) => ({
    key,
    reset: true,
    steps: steps.slice(),
    values: values.slice(),
    wallTimes: wallTimes.slice(),
  }));

/** Of a session that has not reported yet: nothing done of nothing, so that the page can control it all the same. */
function liveProgress(session: Session | undefined): LiveProgress | undefined {
  if (session?.run === undefined || session.phase === 'ended') return undefined;
  const { stepsPerSecond = 0, etaSeconds = 0, done = 0, total = 0 } = session.progress ?? {};
  return { stepsPerSecond, etaSeconds, done, total };
}
