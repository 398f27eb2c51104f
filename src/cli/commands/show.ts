import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { findingsText } from '../format/findings';
import { summaryFacts, toJson } from '../format/json';
import { duration, formatCount } from '../../shared/figures';
import { summaryTable } from '../format/summary';
import { sweepTables } from '../format/sweep';
import { findRun } from '../loadRun';
import { recheck } from '../../runs/recheck';
import type { RunManifest } from '../../runs/run';
import { readSweep } from '../../runs/sweep/readSweep';
import type { RunSummary } from '../../runs/summary';

export interface ShowOptions {
  readonly runs: string;
  readonly json?: true;
  /** Evaluate the health rules anew. */
  readonly recheck?: true;
}

/** One run in figures and sparklines. */
export async function show(
  environment: Environment,
  reference: string,
  options: ShowOptions,
): Promise<ExitCode> {
  const { folder, reader, summary: found } = await findRun(environment, options.runs, reference);
  const summary = options.recheck ? { ...found, findings: recheck(reader.manifest, reader.series()) } : found;
  environment.io.out(
    options.json
      ? toJson(summaryFacts(summary, folder))
      : `${heading(summary.manifest)}\n\n${summaryTable(summary, { curves: true })}\n\n${health(summary)}${await grid(environment, reader)}${folder}\n`,
  );
  return EXIT.ok;
}

/** The sweep that the run belongs to, as far as it has been trained. */
async function grid({ io }: Environment, run: Parameters<typeof readSweep>[0]): Promise<string> {
  const facts = await readSweep(run, (text) => io.err(`note: ${text}\n`));
  return facts === undefined ? '' : `sweep\n${sweepTables(facts)}\n\n`;
}

const health = ({ findings }: RunSummary): string =>
  findings.length === 0 ? '' : `health\n${findingsText(findings)}\n\n`;

function heading(manifest: RunManifest): string {
  const { experiment, name, state, engine, started, ended, failure, trials } = manifest;
  const seconds = (Date.parse(ended ?? '') - Date.parse(started)) / 1000;
  return [
    `${experiment.name} · ${name}: ${state}${failure ? ` (${failure.message})` : ''}`,
    `${trials.length} trials of ${formatCount(manifest.totalSteps)} steps on ${engine.name} (${engine.device}), ${duration(seconds)}`,
  ].join('\n');
}
