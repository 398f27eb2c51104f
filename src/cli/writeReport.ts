import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildReport } from '../report/report';
import type { Environment } from './environment';
import type { LoadedRun } from './loadRun';

/** Writes a run's report as one self-contained HTML file; it appears whole or not at all. */
export async function writeReport(
  { distFolder }: Environment,
  { reader }: LoadedRun,
  file: string,
): Promise<void> {
  const page = async (name: string): Promise<string> => readFile(join(distFolder, 'webview', name), 'utf8');
  const html = buildReport({
    manifest: reader.manifest,
    series: reader.series(),
    findings: reader.findings,
    page: { js: await page('panel.js'), css: await page('panel.css') },
  });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, html);
  await rename(temporary, file);
}
