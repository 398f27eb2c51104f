import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildMarkdown } from '../report/markdown';
import { reportedHistograms } from '../report/histograms';
import { buildReport } from '../report/report';
import { writeWhole } from '../shared/writeWhole';
import type { Environment } from './environment';
import type { LoadedRun } from './loadRun';

export const REPORT_FORMATS = ['html', 'md'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Writes a run's report as one file; it appears whole or not at all. */
export async function writeReport(
  environment: Environment,
  run: LoadedRun,
  file: string,
  format: ReportFormat = 'html',
): Promise<void> {
  await writeWhole(file, format === 'md' ? markdownOf(run) : await htmlOf(environment, run));
}

const markdownOf = ({ reader }: LoadedRun): string =>
  buildMarkdown({
    manifest: reader.manifest,
    find: (key) => reader.find(key),
    findings: reader.findings,
  });

/** Self-contained. */
async function htmlOf({ distFolder }: Environment, { reader }: LoadedRun): Promise<string> {
  const page = async (name: string): Promise<string> => readFile(join(distFolder, 'webview', name), 'utf8');
  return buildReport({
    manifest: reader.manifest,
    series: reader.series(),
    findings: reader.findings,
    histograms: await reportedHistograms(reader),
    page: { js: await page('panel.js'), css: await page('panel.css') },
  });
}
