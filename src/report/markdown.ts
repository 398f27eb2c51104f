import type { HealthFinding } from '../health/finding';
import { groupFindings } from '../runs/groupFindings';
import type { RunManifest } from '../runs/run';
import type { SeriesSource } from '../runs/store/series';
import { summarize } from '../runs/summary';
import type { InitializerSummary } from '../runs/summary';
import { loss, percent, percentSpread, significant } from '../shared/figures';
import { escape as text, table } from '../shared/markdown';
import type { TabId } from '../../webview/contract';
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
  const columns = [...(classifies ? ACCURACY : LOSS), ...SIGNAL];
  const predicted = predictionRows(manifest, find);
  const charts = (tab: TabId): string =>
    pictures
      .filter((picture) => picture.tab === tab)
      .map((picture) => `![${text(picture.summary)}](${addressOf(picture)})`)
      .join('\n\n');
  return [
    `# ${text(runTitle(manifest))}`,
    section(
      'Conclusions',
      conclusionsOf(summary)
        .map((sentence) => `- ${text(sentence)}`)
        .join('\n'),
    ),
    section(
      'Results',
      table(
        ['initializer', ...columns.map(([title]) => title)],
        summary.initializers.map((row) => [
          row.best ? `**${text(row.initializer)}**` : text(row.initializer),
          ...columns.map(([, cell]) => cell(row)),
        ]),
      ),
      'On the validation set; mean ± standard deviation over seeds. The best initializer is in bold.',
    ),
    ...[...new Set(pictures.map(({ tab }) => tab))].map((tab) => section(tabTitles()[tab], charts(tab))),
    findings.length > 0 && section('Health', healthTable(findings)),
    predicted.length > 0 &&
      section(
        'Prediction',
        table(
          ['initializer', 'layer', 'predicted', 'measured', 'ratio'],
          predicted.map((row) => [
            text(row.initializer),
            text(row.layer),
            row.predicted,
            row.measured,
            row.ratio,
          ]),
        ),
        'Activation variance before the first update, by theory and as measured (mean over seeds).',
      ),
    section(
      'Environment',
      table(
        ['', ''],
        environmentOf(manifest).map(([name, value]) => [name, text(value)]),
      ),
    ),
    manifest.config.text !== '' && section('Config', fence(manifest.config.text)),
  ]
    .filter((part) => part !== false)
    .join('\n\n')
    .concat('\n');
}

type Column = readonly [title: string, cell: (row: InitializerSummary) => string];

const ACCURACY: readonly Column[] = [
  ['best accuracy', ({ accuracy }) => percentSpread(accuracy?.best.mean, accuracy?.best.sd)],
  ['final accuracy', ({ accuracy }) => percentSpread(accuracy?.final.mean, accuracy?.final.sd)],
];
const LOSS: readonly Column[] = [
  ['best loss', (row) => loss(row.loss?.best.mean)],
  ['final loss', (row) => loss(row.loss?.final.mean)],
];
const SIGNAL: readonly Column[] = [
  ['variance ratio', ({ varianceRatio }) => significant(varianceRatio?.start)],
  ['dead', ({ dead }) => percent(dead?.end.overall)],
  ['verdict', ({ verdict }) => text(verdict.text)],
];

const healthTable = (findings: readonly HealthFinding[]): string =>
  table(
    ['severity', 'about', 'step', 'finding', 'rule'],
    groupFindings(findings).map(({ first }) => [
      first.severity,
      text(first.initializer ?? 'data'),
      String(first.step),
      text(first.message),
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
