import { duration } from '../../shared/figures';
import { escapeMarkdown, progressPercent } from '../ui/format';
import type { Session } from '../sessions/session';

/** What the status bar shows of the trainers of this window. */
export interface Status {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** Folder of the run that a click opens; absent while it is not there yet. */
  readonly folder?: string;
}

const LONGEST_DEVICE = 28;

/** Absent when nothing trains. */
export function statusOf(sessions: readonly Session[]): Status | undefined {
  const newest = sessions.at(-1);
  if (newest === undefined) return undefined;
  const folder = newest.run?.runFolder;
  return {
    text: sessions.length === 1 ? one(newest) : many(sessions),
    tooltip: sessions.map(details).join('\n\n---\n\n'),
    ...(folder === undefined ? {} : { folder }),
  };
}

function one(session: Session): string {
  const { title, phase, run, progress, silent } = session;
  if (silent) return `$(warning) ${title}: not responding`;
  if (run === undefined) return `$(loading~spin) ${title}: starting`;
  const engine = `${run.engine.name} on ${shorten(run.engine.device)}`;
  if (phase === 'paused') return `$(debug-pause) ${title} ${part(session)} paused · ${engine}`;
  if (phase === 'stopping') return `$(loading~spin) ${title}: stopping`;
  const left = timeLeft(progress?.etaSeconds);
  return `$(pulse) ${title} ${part(session)} · ${engine}${left}`;
}

function many(sessions: readonly Session[]): string {
  const left = timeLeft(Math.max(...sessions.map(({ progress }) => progress?.etaSeconds ?? NaN)));
  const done = sum(sessions.map(({ progress }) => progress?.done ?? 0));
  const total = sum(sessions.map(({ progress }) => progress?.total ?? 0));
  return `$(pulse) ${sessions.length} experiments ${progressPercent(done, total)}${left}`;
}

function details(session: Session): string {
  const { title, phase, run, progress, silent } = session;
  const lines = [`**${escapeMarkdown(title)}** — ${phase}`];
  if (silent)
    lines.push('Its process does not answer: it is suspended, or in a very long step. Nothing is lost.');
  if (run !== undefined) {
    lines.push(`Engine: ${escapeMarkdown(`${run.engine.name} on ${run.engine.device}`)}`);
    lines.push(escapeMarkdown(run.engine.reason));
  }
  if (progress !== undefined) {
    const rate = `${progress.stepsPerSecond.toPrecision(3)} steps/s`;
    lines.push(`${progress.done} of ${progress.total} steps, ${rate}${timeLeft(progress.etaSeconds)}`);
  }
  return lines.join('  \n');
}

/** ` · 3 min 20 s left`; nothing while it cannot be told. */
const timeLeft = (seconds = NaN): string => (Number.isFinite(seconds) ? ` · ${duration(seconds)} left` : '');
const part = ({ progress }: Session): string => progressPercent(progress?.done ?? 0, progress?.total ?? 0);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const shorten = (device: string): string =>
  device.length <= LONGEST_DEVICE ? device : `${device.slice(0, LONGEST_DEVICE - 1).trimEnd()}…`;
