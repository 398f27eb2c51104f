import { told } from '../health/finding';
import type { HealthFinding } from '../health/finding';
import { groupFindings } from '../runs/groupFindings';
import type { RunManifest } from '../runs/run';
import type { SeriesSource } from '../runs/store/series';
import { summarize } from '../runs/summary';
import type { InitializerSummary } from '../runs/summary';
import { loss, percent, percentSpread, significant } from '../shared/figures';
import { t } from '../shared/l10n';
import { escape as text, table } from '../shared/markdown';
import type { TabId } from '../../webview/contract';
import { SEVERITY_TEXTS } from '../../webview/model/findings';
import { tabTitles } from '../../webview/model/tabs';
import { runTitle } from '../../webview/model/runTitle';
import { conclusionsOf } from './conclusions';
import { environmentOf } from './environment';
import type { ReportPicture } from './pictures';
import { predictionRows } from './prediction';
import { shareable } from './shareable';

export interface MarkdownInput {
  readonly manifest: RunManifest;
  readonly find: SeriesSource;
  readonly findings: readonly HealthFinding[];
  /** See `picturesOf`. */
  readonly pictures: readonly ReportPicture[];
  /** Where the page finds a picture. */
  readonly addressOf: (picture: ReportPicture) => string;
}

/** A report as one Markdown page: conclusions, results, charts, findings, prediction, environment, config. */
export function buildMarkdown({
  manifest: full,
  find,
  findings,
  pictures,
  addressOf,
}: MarkdownInput): string {
  const manifest = shareable(full);
  const summary = summarize(manifest, find, findings);
  const classifies = manifest.experiment.training.loss === 'softmaxCrossEntropy';
  const columns = [verdict(), ...(classifies ? accuracies() : losses()), ...signal()];
  const predicted = predictionRows(manifest, find);
  const charts = (tab: TabId): string =>
    pictures
      .filter((picture) => picture.tab === tab)
      .map((picture) => `![${text(picture.summary)}](${addressOf(picture)})`)
      .join('\n\n');
  return [
    `# ${text(runTitle(manifest))}`,
    section(
      t('Conclusions'),
      conclusionsOf(summary)
        .map((sentence) => `- ${text(sentence)}`)
        .join('\n'),
    ),
    section(
      t('Results'),
      table(
        [t('Initializer'), ...columns.map(([title]) => title)],
        summary.initializers.map((row) => [
          row.best ? `**${text(row.initializer)}**` : text(row.initializer),
          ...columns.map(([, cell]) => cell(row)),
        ]),
      ),
      t('On the validation set; mean ± standard deviation over seeds. The best initializer is in bold.'),
    ),
    ...[...new Set(pictures.map(({ tab }) => tab))].map((tab) => section(tabTitles()[tab], charts(tab))),
    findings.length > 0 && section(t('Health'), healthTable(findings)),
    predicted.length > 0 &&
      section(
        t('Prediction'),
        table(
          [t('Initializer'), t('Layer'), t('Predicted'), t('Measured'), t('Ratio')],
          predicted.map((row) => [
            text(row.initializer),
            text(row.layer),
            row.predicted,
            row.measured,
            row.ratio,
          ]),
        ),
        t('Activation variance before the first update, by theory and as measured (mean over seeds).'),
      ),
    section(
      t('Environment'),
      table(
        ['', ''],
        environmentOf(manifest).map(([name, value]) => [name, text(value)]),
      ),
    ),
    manifest.config.text !== '' && section(t('Config'), fence(manifest.config.text)),
  ]
    .filter((part) => part !== false)
    .join('\n\n')
    .concat('\n');
}

type Column = readonly [title: string, cell: (row: InitializerSummary) => string];

const verdict = (): Column => [t('Verdict'), (row) => text(row.verdict.text)];
const accuracies = (): readonly Column[] => [
  [t('Best accuracy'), ({ accuracy }) => percentSpread(accuracy?.best.mean, accuracy?.best.sd)],
  [t('Final accuracy'), ({ accuracy }) => percentSpread(accuracy?.final.mean, accuracy?.final.sd)],
];
const losses = (): readonly Column[] => [
  [t('Best loss'), (row) => loss(row.loss?.best.mean)],
  [t('Final loss'), (row) => loss(row.loss?.final.mean)],
];
const signal = (): readonly Column[] => [
  [t('Variance ratio'), ({ varianceRatio }) => significant(varianceRatio?.start)],
  [t('Dead units'), ({ dead }) => percent(dead?.end.overall)],
];

const healthTable = (findings: readonly HealthFinding[]): string =>
  table(
    [t('Severity'), t('Initializer'), t('Step'), t('Found'), t('Rule')],
    groupFindings(findings).map(({ first }) => [
      SEVERITY_TEXTS[first.severity].name,
      text(first.initializer ?? t('data')),
      String(first.step),
      text(told(first).message),
      `\`${first.rule}\``,
    ]),
  );

const section = (title: string, body: string, intro?: string): string =>
  [`## ${title}`, ...(intro === undefined ? [] : [intro]), body].join('\n\n');

/** A code block whose fence is longer than any in the text. */
function fence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}yaml\n${code.trimEnd()}\n${ticks}`;
}
