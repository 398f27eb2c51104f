import { ENGINE_NAMES } from '../shared/engineNames';
import type { EngineName } from '../shared/engineNames';
import { english } from '../shared/l10n';
import { phrase, say } from '../shared/phrase';
import type { Phrase } from '../shared/phrase';
import type { EngineAttempt } from './engine';

/**
 * Probes engines one after another.
 *
 * @param probe tries one engine, in a process of its own: a native library that crashes takes its process along
 */
export const probeEngines = async (
  probe: (engine: EngineName) => Promise<EngineAttempt>,
  engines: readonly EngineName[] = ENGINE_NAMES,
): Promise<readonly EngineAttempt[]> => {
  const attempts: EngineAttempt[] = [];
  for (const engine of engines) attempts.push(await probe(engine));
  return attempts;
};

/** The row of an engine whose process ended before it answered. @param how it ended, in words */
export const crashedAttempt = (
  engine: EngineName,
  how: string | Phrase,
  milliseconds: number,
): EngineAttempt => ({
  engine,
  usable: false,
  reason: phrase('Its native library ended the process that tried it ({0}).', how),
  remedy: phrase('Choose another engine, or update the driver of its device.'),
  milliseconds,
});

/** Of the engine in use, a sentence each: which, on which device, why, and why not the ones before it. */
export const explainChoice = (attempts: readonly EngineAttempt[]): readonly Phrase[] => {
  const chosen = attempts.at(-1);
  if (!chosen) return [phrase('No engine was tried.')];
  const { engine, device, reason } = chosen;
  return [
    device ? phrase('{0} on {1}.', engine, device.name) : phrase('{0}.', engine),
    ...(reason === undefined ? [] : [reason]),
    ...attempts
      .slice(0, -1)
      .map((passed) => phrase('{0}: {1}', passed.engine, passed.reason ?? phrase('not usable.'))),
  ];
};

/** An attempt in English words, as the command writes it. */
export const inEnglish = ({
  reason,
  remedy,
  ...attempt
}: EngineAttempt): Omit<EngineAttempt, 'reason' | 'remedy'> & {
  readonly reason?: string;
  readonly remedy?: string;
} => ({
  ...attempt,
  ...(reason && { reason: say(reason, english) }),
  ...(remedy && { remedy: say(remedy, english) }),
});

const DEVICE_KINDS = { gpu: 'GPU', 'software-gpu': 'software GPU', cpu: 'CPU' } as const;

/** The capability table as plain text: a row for each engine, below it why it cannot be used and what to do. */
export const renderCapabilities = (attempts: readonly EngineAttempt[]): string => {
  const header = ['engine', 'usable', 'version', 'device'];
  const rows = attempts.map(({ engine, usable, version, device }) => [
    engine,
    usable ? 'yes' : 'no',
    version ?? '–',
    device ? `${device.name} · ${DEVICE_KINDS[device.kind]}` : '–',
  ]);
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const notes = ({ reason, remedy }: ReturnType<typeof inEnglish>): string[] => [
    ...(reason === undefined ? [] : [`  why: ${reason}`]),
    ...(remedy === undefined ? [] : [`  do:  ${remedy}`]),
  ];
  return [
    line(header),
    ...attempts.flatMap((attempt, i) => [line(rows[i] ?? []), ...notes(inEnglish(attempt))]),
  ].join('\n');
};
