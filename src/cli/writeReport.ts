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
  const readProduct = (path: string): Promise<Uint8Array> => readFile(join(distFolder, path));
  const beside = (name: string): Promise<Uint8Array | undefined> => contentOf(join(dirname(file), name));
  const files = await reportForms[form].files({ reader, sweep, readProduct, beside }, basename(file));
  for (const { name, content } of files) await writeWhole(join(dirname(file), name), content);
}

/** See `ReadBeside`. */
const contentOf = (path: string): Promise<Uint8Array | undefined> =>
  readFile(path).catch((error: unknown) =>
    (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : new Uint8Array(),
  );
