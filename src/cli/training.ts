import { basename, join } from 'node:path';
import { launchTrainer } from '../trainer/client';
import type { TrainerClient } from '../trainer/client';
import type { TrainerEnd } from '../trainer/outcome';
import type { StartResult } from '../trainer/protocol';
import { trainerScript } from './environment';
import type { Environment } from './environment';
import { CliError, EXIT } from './exitCodes';
import type { ExitCode } from './exitCodes';
import { findingLine, findingsText } from './format/findings';
import { summaryFacts, toJson } from './format/json';
import { summaryTable } from './format/summary';
import { loadRun } from './loadRun';
import { refusedWith } from './refusedWith';
import { createProgressDisplay } from './progressDisplay';
import type { ProgressDisplay } from './progressDisplay';
import { writeReport } from './writeReport';

export interface TrainingOutput {
  readonly json?: true;
  readonly report?: true;
}

/** What a trainer is to do. */
export interface Task {
  /** Name of the experiment. */
  readonly experiment: string;
  readonly begin: (client: TrainerClient) => Promise<StartResult>;
}

/** Trains with a progress line and says what it came to. */
export async function trainAndTell(
  environment: Environment,
  task: Task,
  options: TrainingOutput,
): Promise<ExitCode> {
  const { io } = environment;
  const { started, end, interrupted } = await train(environment, createProgressDisplay(io), task);
  if (end.kind !== 'finished') tellFailure(environment, end);

  const loaded = await loadRun(environment, started.runFolder);
  const report = reportOf(loaded.folder);
  if (options.report) await writeReport(environment, loaded, report);
  if (options.json) io.out(toJson(summaryFacts(loaded.summary, loaded.folder)));
  else {
    io.out(`${summaryTable(loaded.summary, { curves: false })}\n\n`);
    const findings = findingsText(loaded.summary.findings);
    if (findings !== '') io.out(`health\n${findings}\n\n`);
    io.out(`run     ${loaded.folder}\n${options.report ? `report  ${report}\n` : ''}`);
  }
  const { state, id } = loaded.summary.manifest;
  if (state !== 'finished') io.err(`To go on with it: initscope resume ${id}\n`);
  return exitCodeOf(end, interrupted);
}

const reportOf = (runFolder: string): string => join(runFolder, 'report.html');

/** Writes the report of a run into its folder. */
export async function reportIn(environment: Environment, runFolder: string): Promise<void> {
  await writeReport(environment, await loadRun(environment, runFolder), reportOf(runFolder));
}

interface Trained {
  readonly started: StartResult;
  readonly end: TrainerEnd;
  readonly interrupted: boolean;
}

/** Ctrl-C stops the run and saves it; a second one ends the trainer at once. @throws CliError when it cannot start */
export async function train(
  environment: Environment,
  display: ProgressDisplay,
  { experiment, begin }: Task,
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
        responding: (responds) =>
          display.note(
            responds
              ? 'The trainer answers again.'
              : 'The trainer does not answer: it is suspended, or in a very long step.',
          ),
        found: (finding) => display.note(findingLine(finding)),
        log: ({ level, text }) => level !== 'info' && display.note(`${level}: ${text}`),
      },
    );
    if (interrupts > 0) throw new CliError(EXIT.interrupted, 'Stopped before training began.');
    started = await begin(client);
    display.note(`${experiment} on ${started.engine.reason}`);
    display.note(`run ${basename(started.runFolder)}`);
    return { started, end: await client.ended, interrupted: interrupts > 0 };
  } catch (error) {
    if (interrupts > 0) throw new CliError(EXIT.interrupted, 'Stopped before training began.');
    throw withHint(error);
  } finally {
    stopListening();
    display.close();
    await client?.dispose();
  }
}

/** A refusal, with what the command can do about it. */
function withHint(error: unknown): unknown {
  const refused = refusedWith(error);
  return refused instanceof CliError &&
    refused.exitCode === EXIT.dataUnavailable &&
    refused.message.includes('has not been fetched')
    ? new CliError(refused.exitCode, `${refused.message}\nTo download it now, add --fetch.`)
    : refused;
}

export function tellFailure({ io }: Environment, end: Exclude<TrainerEnd, { kind: 'finished' }>): void {
  if (end.kind === 'failed') io.err(`Training failed: ${end.failure.message}\n`);
  else io.err(`${end.message}\n${end.log.map((line) => `  | ${line}\n`).join('')}`);
}

export const exitCodeOf = (end: TrainerEnd, interrupted: boolean): ExitCode => {
  if (interrupted) return EXIT.interrupted;
  return end.kind === 'finished' && end.state === 'finished' ? EXIT.ok : EXIT.failed;
};
