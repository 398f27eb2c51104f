import { join } from 'node:path';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { findRun } from '../loadRun';
import type { ReportFormName } from '../../report/forms';
import { writeReport } from '../writeReport';

export interface ReportOptions {
  readonly runs: string;
  readonly format: ReportFormName;
  /** Absent = `report.html` or `report.md` in the run's folder. */
  readonly output?: string;
}

/** Writes a run's report. */
export async function report(
  environment: Environment,
  reference: string,
  options: ReportOptions,
): Promise<ExitCode> {
  const run = await findRun(environment, options.runs, reference);
  const file =
    options.output === undefined
      ? join(run.folder, `report.${options.format}`)
      : resolvePath(environment, options.output);
  await writeReport(environment, run, file, options.format);
  environment.io.out(`${file}\n`);
  return EXIT.ok;
}
