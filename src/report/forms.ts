import type { RunSource } from '../runs/openRun';
import type { SweepFacts } from '../runs/sweep/facts';
import { t } from '../shared/l10n';
import type { PageResources } from '../../webview/html';
import { reportedHistograms } from './histograms';
import { buildMarkdown } from './markdown';
import { pictureFiles } from './pictureFiles';
import type { ReadBeside } from './pictureFiles';
import type { ReadProductFile } from './rasterize';
import { buildReport } from './report';

/** What a report is made of. */
export interface ReportSource {
  /** Has been read. */
  readonly reader: RunSource;
  /** See `readSweep`. */
  readonly sweep: SweepFacts | undefined;
  readonly readProduct: ReadProductFile;
  readonly beside: ReadBeside;
  /** That of this process, for a page that speaks; absent: English. */
  readonly language?: PageResources['language'];
}

export interface ReportFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface ReportForm {
  readonly title: string;
  /** What it is good for, in a sentence. */
  readonly about: string;
  /**
   * All files of the report, which belong side by side; the last is the page that shows the others.
   * @param page its name
   */
  readonly files: (source: ReportSource, page: string) => Promise<readonly ReportFile[]>;
}

/** The forms in which a run can be reported, by the extension of the page. */
export const reportForms = {
  html: {
    get title() {
      return t('HTML page');
    },
    get about() {
      return t('One file that every browser shows and prints, with charts as in the panel.');
    },
    files: async (source, page) => [{ name: page, content: await htmlOf(source) }],
  },
  md: {
    get title() {
      return t('Markdown page');
    },
    get about() {
      return t('For a repository, a wiki or an issue, with the charts as pictures beside it.');
    },
    files: markdownOf,
  },
} satisfies Record<string, ReportForm>;

export type ReportFormName = keyof typeof reportForms;
export const REPORT_FORMS = Object.keys(reportForms) as readonly ReportFormName[];

/** Self-contained. */
async function htmlOf({ reader, sweep, readProduct, language }: ReportSource): Promise<string> {
  const text = async (file: string): Promise<string> => Buffer.from(await readProduct(file)).toString();
  const { manifest, findings } = reader;
  return buildReport({
    manifest,
    series: reader.series(),
    findings,
    histograms: await reportedHistograms(reader),
    sweep,
    page: { js: await text('webview/panel.js'), css: await text('webview/panel.css') },
    ...(language && { language }),
  });
}

async function markdownOf(
  { reader, sweep, readProduct, beside }: ReportSource,
  page: string,
): Promise<readonly ReportFile[]> {
  const [{ picturesOf }, { openRasterizer }] = await Promise.all([
    import('./pictures'),
    import('./rasterize'),
  ]);
  const { manifest, findings } = reader;
  const pictures = await pictureFiles(
    picturesOf({ manifest, findings, series: reader.series(), sweep }),
    page,
    { rasterize: await openRasterizer(readProduct), beside },
  );
  const names = new Map(pictures.map(({ picture, name }) => [picture, name]));
  const content = buildMarkdown({
    manifest,
    find: (key) => reader.find(key),
    findings,
    pictures: [...names.keys()],
    addressOf: (picture) => encodeURI(names.get(picture) ?? ''),
  });
  return [...pictures, { name: page, content }];
}
