import { ENGINE_NAMES } from '../shared/engineNames';
import type { EngineName } from '../shared/engineNames';
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

/** The row of an engine whose process ended before it answered. */
export const crashedAttempt = (engine: EngineName, how: string, milliseconds: number): EngineAttempt => ({
  engine,
  usable: false,
  reason: `Its native library ended the process that tried it (${how}).`,
  remedy: 'Choose another engine, or update the driver of its device.',
  milliseconds,
});

/** One line about the engine in use: which, on which device, and why not the ones before it. */
export const explainChoice = (attempts: readonly EngineAttempt[]): string => {
  const chosen = attempts.at(-1);
  if (!chosen) return 'No engine was tried.';
  const passed = attempts.slice(0, -1).map(({ engine, reason }) => `${engine}: ${reason ?? 'not usable.'}`);
  const device = chosen.device ? ` on ${chosen.device.name}` : '';
  const why = chosen.reason === undefined ? [] : [chosen.reason];
  return [`${chosen.engine}${device}.`, ...why, ...passed].join(' ');
};

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
  const notes = ({ reason, remedy }: EngineAttempt): string[] => [
    ...(reason === undefined ? [] : [`  why: ${reason}`]),
    ...(remedy === undefined ? [] : [`  do:  ${remedy}`]),
  ];
  return [line(header), ...attempts.flatMap((attempt, i) => [line(rows[i] ?? []), ...notes(attempt)])].join(
    '\n',
  );
};
