import { reasonOf } from '../../shared/engineChoice';
import { duration, formatCount } from '../../shared/figures';
import { escapeMarkdown, progressPercent } from '../ui/format';
import { t } from '../ui/l10n';
import { stateName } from '../../runs/stateName';
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
  if (silent) return `$(warning) ${t('{0}: not responding', title)}`;
  if (run === undefined) return `$(loading~spin) ${t('{0}: starting', title)}`;
  const engine = t('{0} on {1}', run.engine.name, shorten(run.engine.device));
  if (phase === 'paused')
    return `$(debug-pause) ${title} ${part(session)} ${stateName('paused')} · ${engine}`;
  if (phase === 'stopping') return `$(loading~spin) ${t('{0}: stopping', title)}`;
  const left = timeLeft(progress?.etaSeconds);
  return `$(pulse) ${title} ${part(session)} · ${engine}${left}`;
}

function many(sessions: readonly Session[]): string {
  const left = timeLeft(Math.max(...sessions.map(({ progress }) => progress?.etaSeconds ?? NaN)));
  const done = sum(sessions.map(({ progress }) => progress?.done ?? 0));
  const total = sum(sessions.map(({ progress }) => progress?.total ?? 0));
  return `$(pulse) ${t('{0} experiments', sessions.length)} ${progressPercent(done, total)}${left}`;
}

function details(session: Session): string {
  const { title, phase, run, progress, silent } = session;
  const lines = [`**${escapeMarkdown(title)}** — ${stateName(phase)}`];
  if (silent)
    lines.push(t('Its process does not answer: it is suspended, or in a very long step. Nothing is lost.'));
  if (run !== undefined) {
    lines.push(t('Engine: {0} on {1}', escapeMarkdown(run.engine.name), escapeMarkdown(run.engine.device)));
    lines.push(escapeMarkdown(reasonOf(run.engine)));
  }
  if (progress !== undefined) {
    const rate = t('{0} steps/s', progress.stepsPerSecond.toPrecision(3));
    lines.push(
      t('{0} of {1} steps, {2}', formatCount(progress.done), formatCount(progress.total), rate) +
        timeLeft(progress.etaSeconds),
    );
  }
  return lines.join('  \n');
}

/** ` · 3 min 20 s left`; nothing while it cannot be told. */
const timeLeft = (seconds = NaN): string =>
  Number.isFinite(seconds) ? ` · ${t('{0} left', duration(seconds))}` : '';
const part = ({ progress }: Session): string => progressPercent(progress?.done ?? 0, progress?.total ?? 0);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const shorten = (device: string): string =>
  device.length <= LONGEST_DEVICE ? device : `${device.slice(0, LONGEST_DEVICE - 1).trimEnd()}…`;
