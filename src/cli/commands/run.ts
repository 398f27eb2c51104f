import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc';
import { launchTrainer } from '../../trainer/client';
import type { TrainerClient } from '../../trainer/client';
import type { TrainerEnd } from '../../trainer/outcome';
import { START_ERRORS } from '../../trainer/protocol';
import type { StartParams, StartResult } from '../../trainer/protocol';
import { resolvePath, trainerScript } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import { findingLine, findingsText } from '../format/findings';
import { summaryFacts, toJson } from '../format/json';
import { summaryTable } from '../format/summary';
import { loadRun } from '../loadRun';
import { override } from '../overrides';
import type { Overrides } from '../overrides';
import { createProgressDisplay } from '../progressDisplay';
import type { ProgressDisplay } from '../progressDisplay';
import { readConfig } from '../readConfig';
import { writeReport } from '../writeReport';

export interface RunOptions extends Overrides {
  /** Runs folder. */
  readonly out: string;
  readonly json?: true;
  readonly report?: true;
  readonly fetch?: true;
}

/** Trains an experiment and says what it came to. */
export async function run(environment: Environment, config: string, options: RunOptions): Promise<ExitCode> {
  const { io, folders } = environment;
  const { path, text, experiment, notes } = await readConfig(resolvePath(environment, config), config);
  for (const note of notes) io.err(`${note}\n\n`);
  const overridden = override(experiment, options);
  if (options.fetch) await fetchIfMissing(environment, overridden.dataset.source);
  const runsFolder = resolvePath(environment, options.out);
  await mkdir(runsFolder, { recursive: true });

  const display = createProgressDisplay(io);
  const { started, end, interrupted } = await train(environment, display, {
    experiment: overridden,
    config: { path, text },
    runsFolder,
    engineFolders: [folders.engines],
    datasetCache: folders.datasets,
  });
  if (end.kind !== 'finished') tellFailure(environment, end);

  const loaded = await loadRun(environment, started.runFolder);
  const report = join(loaded.folder, 'report.html');
  if (options.report) await writeReport(environment, loaded, report);
  if (options.json) io.out(toJson(summaryFacts(loaded.summary, loaded.folder)));
  else {
    io.out(`${summaryTable(loaded.summary, { curves: false })}\n\n`);
    const findings = findingsText(loaded.summary.findings);
    if (findings !== '') io.out(`health\n${findings}\n\n`);
    io.out(`run     ${loaded.folder}\n${options.report ? `report  ${report}\n` : ''}`);
  }
  return exitCodeOf(end, interrupted);
}

interface Trained {
  readonly started: StartResult;
  readonly end: TrainerEnd;
  readonly interrupted: boolean;
}

/** Ctrl-C stops the run and saves it; a second one ends the trainer at once. */
async function train(
  environment: Environment,
  display: ProgressDisplay,
  params: StartParams,
): Promise<Trained> {
  const { io } = environment;
  let client: TrainerClient | undefined;
  let started: StartResult | undefined;
  let interrupts = 0;
  const stopListening = io.onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1 || !started) void client?.dispose();
    else {
      display.note('Stopping. Press Ctrl-C again to end at once.');
      client?.stop().catch(() => undefined); // it has ended by itself meanwhile
    }
  });
  try {
    client = await launchTrainer(
      { script: trainerScript(environment) },
      {
        progress: (progress) => display.update(progress),
        found: (finding) => display.note(findingLine(finding)),
        log: ({ level, text }) => level !== 'info' && display.note(`${level}: ${text}`),
      },
    );
    if (interrupts > 0) throw new CliError(EXIT.interrupted, 'Stopped before training began.');
    started = await client.start(params);
    display.note(`${params.experiment.name} on ${started.engine.reason}`);
    display.note(`run ${basename(started.runFolder)}`);
    return { started, end: await client.ended, interrupted: interrupts > 0 };
  } catch (error) {
    if (interrupts > 0) throw new CliError(EXIT.interrupted, 'Stopped before training began.');
    throw asCliError(error);
  } finally {
    stopListening();
    display.close();
    await client?.dispose();
  }
}

const REFUSALS: ReadonlyMap<number, ExitCode> = new Map([
  [START_ERRORS.engineUnavailable, EXIT.engineUnavailable],
  [START_ERRORS.datasetUnreadable, EXIT.dataUnavailable],
  [START_ERRORS.cannotStart, EXIT.failed],
  [START_ERRORS.protocolMismatch, EXIT.failed],
]);

function asCliError(error: unknown): unknown {
  const exitCode = error instanceof ResponseError ? REFUSALS.get(error.code) : undefined;
  if (exitCode === undefined) return error;
  const hint =
    exitCode === EXIT.dataUnavailable && (error as Error).message.includes('has not been fetched')
      ? '\nTo download it now, add --fetch.'
      : '';
  return new CliError(exitCode, (error as Error).message + hint);
}

function tellFailure({ io }: Environment, end: Exclude<TrainerEnd, { kind: 'finished' }>): void {
  if (end.kind === 'failed') io.err(`Training failed: ${end.failure.message}\n`);
  else io.err(`${end.message}\n${end.log.map((line) => `  | ${line}\n`).join('')}`);
}

const exitCodeOf = (end: TrainerEnd, interrupted: boolean): ExitCode => {
  if (interrupted) return EXIT.interrupted;
  return end.kind === 'finished' && end.state === 'finished' ? EXIT.ok : EXIT.failed;
};
