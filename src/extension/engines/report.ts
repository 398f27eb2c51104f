import type { EngineAttempt } from '../../engine/engine';
import { say } from '../../shared/phrase';
import { t } from '../ui/l10n';

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
      ? t('No engine works here, so nothing can be trained. The table says what to do about each.')
      : t('With `auto`, experiments train on **{0}**: {1}.', chosen.engine, cell(chosen.device?.name)),
    '',
    `| ${[t('Engine'), t('Usable'), t('Device'), t('Version'), t('Checked in')].join(' | ')} |`,
    '| --- | --- | --- | --- | --: |',
    ...attempts.map(
      ({ engine, usable, device, version, milliseconds }) =>
        `| \`${engine}\` | ${usable ? `✓ ${t('yes')}` : `✗ ${t('no')}`} | ${cell(device?.name)} | ${cell(version)} | ${milliseconds.toFixed(0)} ms |`,
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
  usable
    ? t('**`{0}`** works, but: {1}', engine, plain(reason && say(reason)))
    : t('**`{0}`** cannot be used: {1}', engine, plain(reason && say(reason))),
  ...(remedy === undefined ? [] : ['', `> ${plain(say(remedy))}`]),
  '',
];

/** Text that keeps within its line; engines quote messages of libraries. */
const plain = (text = ''): string => text.replace(/\s+/g, ' ').trim();

const cell = (text: string | undefined): string =>
  text === undefined ? '–' : plain(text).replaceAll('|', '\\|');
