import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildMarkdown } from '../report/markdown';
import type { ReportPicture } from '../report/pictures';
import { reportedHistograms } from '../report/histograms';
import { buildReport } from '../report/report';
import { readSweep } from '../runs/sweep/readSweep';
import { writeWhole } from '../shared/writeWhole';
import type { Environment } from './environment';
import type { LoadedRun } from './loadRun';

export const REPORT_FORMATS = ['html', 'md'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Writes a run's report as one file; it appears whole or not at all. Pictures of a Markdown page lie beside it. */
export async function writeReport(
  environment: Environment,
  run: LoadedRun,
  file: string,
  format: ReportFormat = 'html',
): Promise<void> {
  await writeWhole(
    file,
    format === 'md' ? await markdownOf(environment, run, file) : await htmlOf(environment, run),
  );
}

const sweepOf = ({ io }: Environment, { reader }: LoadedRun): ReturnType<typeof readSweep> =>
  readSweep(reader, (text) => io.err(`note: ${text}\n`));

/** Writes the pictures. */
async function markdownOf(environment: Environment, run: LoadedRun, file: string): Promise<string> {
  const { reader } = run;
  const { picturesOf } = await import('../report/pictures');
  const { manifest, findings } = reader;
  const pictures = picturesOf({
    manifest,
    findings,
    series: reader.series(),
    sweep: await sweepOf(environment, run),
  });
  const nameOf = ({ id }: ReportPicture): string => `-${id}.svg`;
  const stem = file.replace(/\.md$/, '');
  for (const picture of pictures) await writeWhole(stem + nameOf(picture), picture.svg);
  return buildMarkdown({
    manifest,
    find: (key) => reader.find(key),
    findings,
    pictures,
    addressOf: (picture) => encodeURI(basename(stem) + nameOf(picture)),
  });
}

/** Self-contained. */
async function htmlOf(environment: Environment, run: LoadedRun): Promise<string> {
  const page = async (name: string): Promise<string> =>
    readFile(join(environment.distFolder, 'webview', name), 'utf8');
  const { reader } = run;
  return buildReport({
    manifest: reader.manifest,
    series: reader.series(),
    findings: reader.findings,
    histograms: await reportedHistograms(reader),
    sweep: await sweepOf(environment, run),
    page: { js: await page('panel.js'), css: await page('panel.css') },
  });
}
