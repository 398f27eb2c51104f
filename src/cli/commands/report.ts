import { join } from 'node:path';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { findRun } from '../loadRun';
import { writeReport } from '../writeReport';

export interface ReportOptions {
  readonly runs: string;
  /** Absent = `report.html` in the run's folder. */
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
    options.output === undefined ? join(run.folder, 'report.html') : resolvePath(environment, options.output);
  await writeReport(environment, run, file);
  environment.io.out(`${file}\n`);
  return EXIT.ok;
}
