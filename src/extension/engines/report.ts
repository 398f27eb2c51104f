import type { EngineAttempt } from '../../engine/engine';

/** What the person's machine looks like, for bug reports. */
export interface Surroundings {
  readonly extension: string;
  readonly editor: string;
  readonly node: string;
  readonly platform: string;
}

/** The capability table as a Markdown page. */
export function doctorReport(attempts: readonly EngineAttempt[], around: Surroundings): string {
  const chosen = chosenByAuto(attempts);
  return [
    '# InitScope Doctor',
    '',
    chosen === undefined
      ? 'No engine works here, so nothing can be trained. The table says what to do about each.'
      : `With \`auto\`, experiments train on **${chosen.engine}**: ${cell(chosen.device?.name)}.`,
    '',
    '| Engine | Usable | Device | Version | Checked in |',
    '| --- | --- | --- | --- | --: |',
    ...attempts.map(
      ({ engine, usable, device, version, milliseconds }) =>
        `| \`${engine}\` | ${usable ? '✓ yes' : '✗ no'} | ${cell(device?.name)} | ${cell(version)} | ${milliseconds.toFixed(0)} ms |`,
    ),
    '',
    ...attempts.filter(({ reason }) => reason !== undefined).flatMap(remedies),
    '---',
    '',
    `InitScope ${around.extension} · ${around.editor} · Node ${around.node} · ${around.platform}`,
    '',
  ].join('\n');
}

/** The engine that `auto` takes: one that works, on the device that its name promises. */
export const chosenByAuto = (attempts: readonly EngineAttempt[]): EngineAttempt | undefined =>
  attempts.find(({ usable, reason }) => usable && reason === undefined);

const remedies = ({ engine, usable, reason, remedy }: EngineAttempt): string[] => [
  `**\`${engine}\`** ${usable ? 'works, but' : 'cannot be used'}: ${plain(reason ?? '')}`,
  ...(remedy === undefined ? [] : ['', `> ${plain(remedy)}`]),
  '',
];

/** Text that keeps within its line; engines quote messages of libraries. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

const cell = (text: string | undefined): string =>
  text === undefined ? '–' : plain(text).replaceAll('|', '\\|');
