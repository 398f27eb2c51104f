import { percentSpread, loss } from '../../shared/figures';
import { compareRuns } from '../../runs/compare';
import type { Difference } from '../../runs/compare';
import type { InitializerSummary, RunSummary } from '../../runs/summary';
import { headlineOf } from '../../runs/verdict';
import { escapeMarkdown } from '../ui/format';
import { t } from '../ui/l10n';
import { stateName } from '../../runs/stateName';
import { comparedLabels } from './results';

/** Runs side by side as a Markdown page: the initializers' best figures, then what else differs. */
export function comparisonPage(summaries: readonly RunSummary[]): string {
  const { runs, rows, differences } = compareRuns(summaries);
  const names = comparedLabels(runs).map(text);
  return [
    `# ${t('Comparison of runs')}`,
    '',
    t(
      'Best validation figure of each initializer, mean ± standard deviation over seeds; ★ marks the best of a run.',
    ),
    '',
    row([t('Initializer'), ...names]),
    row(['---', ...names.map(() => '--:')]),
    ...rows.map(({ initializer, cells }) => row([text(initializer), ...cells.map(figure)])),
    '',
    ...(differences.length === 0
      ? [t('Apart from their initializers, the runs were made alike.')]
      : [
          `## ${t('What else differs')}`,
          '',
          row([t('Setting'), ...names]),
          row(['---', ...names.map(() => '---')]),
          ...differences.map(difference),
        ]),
    '',
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const text = (label: string): string => escapeMarkdown(label);

function figure(summary: InitializerSummary | undefined): string {
  if (summary === undefined) return '–';
  const { accuracy, loss: losses, verdict, best } = summary;
  const value =
    accuracy !== undefined
      ? percentSpread(accuracy.best.mean, accuracy.best.sd)
      : losses !== undefined
        ? t('loss {0}', loss(losses.best.mean))
        : headlineOf(verdict.code);
  return `${best ? '★ ' : ''}${value}${verdict.code === 'diverged' ? ` ${stateName('diverged')}` : ''}`;
}

const difference = ({ path, values }: Difference): string =>
  row([text(path), ...values.map((value) => (value === undefined ? '–' : text(value)))]);
