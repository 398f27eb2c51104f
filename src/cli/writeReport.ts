import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reportForms } from '../report/forms';
import type { ReportFormName } from '../report/forms';
import { readSweep } from '../runs/sweep/readSweep';
import { writeWhole } from '../shared/writeWhole';
import type { Environment } from './environment';
import type { LoadedRun } from './loadRun';

/** Writes a run's report; each of its files appears whole or not at all, and the page when what it shows is there. */
export async function writeReport(
  { io, distFolder }: Environment,
  { reader }: LoadedRun,
  file: string,
  form: ReportFormName = 'html',
): Promise<void> {
  const sweep = await readSweep(reader, (text) => io.err(`note: ${text}\n`));
  const pageFile = (name: string): Promise<string> => readFile(join(distFolder, 'webview', name), 'utf8');
  const files = await reportForms[form].files({ reader, sweep, pageFile }, basename(file));
  for (const { name, text } of files) await writeWhole(join(dirname(file), name), text);
}
