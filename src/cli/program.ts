import { Command, CommanderError, Option } from 'commander';
import { check } from './commands/check';
import type { CheckOptions } from './commands/check';
import { checkpoints } from './commands/checkpoints';
import type { CheckpointsOptions } from './commands/checkpoints';
import { FRAMEWORK_NAMES, code } from './commands/code';
import type { CodeOptions } from './commands/code';
import { compare } from './commands/compare';
import type { CompareOptions } from './commands/compare';
import { doctor } from './commands/doctor';
import type { DoctorOptions } from './commands/doctor';
import { evaluate } from './commands/evaluate';
import type { EvaluateOptions } from './commands/evaluate';
import { exportModel } from './commands/exportModel';
import type { ExportOptions } from './commands/exportModel';
import { init } from './commands/init';
import type { InitOptions } from './commands/init';
import { list } from './commands/list';
import type { ListOptions } from './commands/list';
import { predict } from './commands/predict';
import type { PredictOptions } from './commands/predict';
import { report } from './commands/report';
import type { ReportOptions } from './commands/report';
import { reproduce } from './commands/reproduce';
import type { ReproduceOptions } from './commands/reproduce';
import { resume } from './commands/resume';
import type { ResumeOptions } from './commands/resume';
import { run } from './commands/run';
import type { RunOptions } from './commands/run';
import { show } from './commands/show';
import type { ShowOptions } from './commands/show';
import { summary } from './commands/summary';
import type { SummaryOptions } from './commands/summary';
import { RUNS_FOLDER } from '../runs/store/layout';
import { NETWORK_FORMATS } from '../trainer/exportNetwork';
import type { Environment } from './environment';
import { CliError, EXIT } from './exitCodes';
import type { ExitCode } from './exitCodes';
import { REPORT_FORMS } from '../report/forms';
import { ENGINES, parseCheckpoint, parseEpochs, parseSamples, parseSeed, parseSeeds } from './overrides';

const RUN_HELP = 'id, beginning of an id, name, path, or "latest"';

/** Runs a command line. Never throws: what goes wrong is written to standard error. */
export async function main(args: readonly string[], environment: Environment): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = describe(environment, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    environment.io.err(`${messageOf(error, environment)}\n`);
    return error instanceof CliError ? error.exitCode : EXIT.failed;
  }
}

/** The stack of a defect is shown on request alone. */
const messageOf = (error: unknown, { io }: Environment): string => {
  if (!(error instanceof Error)) return String(error);
  return io.env['INITSCOPE_DEBUG'] ? (error.stack ?? error.message) : error.message;
};

function describe(environment: Environment, done: (code: ExitCode) => void): Command {
  const { io, version } = environment;
  const runs = (): Option => new Option('--runs <folder>', 'where runs are kept').default(RUNS_FOLDER);
  const json = (): Option => new Option('--json', 'write JSON (docs/cli.md)');
  const program = new Command('initscope')
    .description('See how neural networks are initialised and what that does to training.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError('(add --help for what there is)');
  const command = (usage: string, description: string): Command =>
    program.command(usage).description(description).copyInheritedSettings(program);

  command('run <config>', 'train an experiment with all its initializers')
    .addOption(new Option('--engine <name>', 'where tensors run').choices(ENGINES))
    .addOption(new Option('--seeds <list>', 'seeds, as in 0,1,2 or 1-5').argParser(parseSeeds))
    .addOption(new Option('--epochs <n>', 'passes over the training set').argParser(parseEpochs))
    .addOption(new Option('--out <folder>', 'where runs are kept').default(RUNS_FOLDER))
    .option('--fetch', 'download the dataset if it is not there yet')
    .option('--report', 'also write report.html into the run’s folder')
    .addOption(json())
    .action(async (config: string, options: RunOptions) => done(await run(environment, config, options)));

  command('resume', 'go on with a run that was stopped or interrupted, as if it never had been')
    .argument('<run>', RUN_HELP)
    .addOption(
      new Option('--epochs <n>', 'train so many epochs in all; also for runs that have finished').argParser(
        parseEpochs,
      ),
    )
    .option('--fetch', 'download the dataset if it is not there any more')
    .option('--report', 'also write report.html into the run’s folder')
    .addOption(runs())
    .addOption(json())
    .action(async (reference: string, options: ResumeOptions) =>
      done(await resume(environment, reference, options)),
    );

  command('check', 'mistakes of configs, and what will not train; no training')
    .argument('<configs...>')
    .option('--strict', 'fail on warnings too')
    .option('--ignore <codes...>', 'findings not to be told (docs/diagnostics.md)')
    .addOption(runs())
    .addOption(json())
    .addOption(new Option('--sarif', 'write a SARIF 2.1.0 log').conflicts('json'))
    .action(async (configs: string[], options: CheckOptions) =>
      done(await check(environment, configs, options)),
    );

  command('predict <config>', 'signal and gradient per layer, before any training')
    .addOption(json())
    .action(async (config: string, options: PredictOptions) =>
      done(await predict(environment, config, options)),
    );

  command('summary <config>', 'layers, shapes and parameters of the model; no training')
    .option('--operations', 'also the operations of a training step, with their shapes')
    .addOption(json())
    .action(async (config: string, options: SummaryOptions) =>
      done(await summary(environment, config, options)),
    );

  command('list', 'all runs, the latest first')
    .addOption(runs())
    .addOption(json())
    .action(async (options: ListOptions) => done(await list(environment, options)));

  command('show', 'one run: a table and curves')
    .argument('<run>', RUN_HELP)
    .addOption(runs())
    .option('--recheck', 'evaluate the health rules anew on what was recorded')
    .addOption(json())
    .action(async (reference: string, options: ShowOptions) =>
      done(await show(environment, reference, options)),
    );

  command('compare', 'several runs side by side')
    .argument('<runs...>', RUN_HELP)
    .addOption(runs())
    .addOption(json())
    .action(async (references: string[], options: CompareOptions) =>
      done(await compare(environment, references, options)),
    );

  command('report', 'write a run’s charts and table as one HTML file, or its tables as Markdown')
    .argument('<run>', RUN_HELP)
    .addOption(new Option('--format <format>', 'kind of report').choices(REPORT_FORMS).default('html'))
    .option('-o, --output <file>', 'default: report.html or report.md in the run’s folder')
    .addOption(runs())
    .action(async (reference: string, options: ReportOptions) =>
      done(await report(environment, reference, options)),
    );

  const checkpoint = (): Option =>
    new Option('--checkpoint <which>', '"last", "best" or a step').default('last').argParser(parseCheckpoint);
  const trial = (command: Command): Command =>
    command
      .addOption(new Option('--initializer <label>', 'of this initializer; needed where there are several'))
      .addOption(
        new Option('--seed <n>', 'of this seed; needed where there are several').argParser(parseSeed),
      );
  trial(command('checkpoints', 'a run’s checkpoints, with statistics of each layer'))
    .argument('<run>', RUN_HELP)
    .option('--layers <patterns...>', 'what became of these layers (dense_1, conv2d_*) across checkpoints')
    .addOption(runs())
    .addOption(json())
    .action(async (reference: string, options: CheckpointsOptions) =>
      done(await checkpoints(environment, reference, options)),
    );

  command(
    'evaluate',
    'accuracy and confusion matrix of what a run has kept, and what it makes of single samples',
  )
    .argument('<run>', RUN_HELP)
    .addOption(checkpoint())
    .option('--initializer <label>', 'of this initializer alone')
    .addOption(new Option('--seed <n>', 'of this seed alone').argParser(parseSeed))
    .addOption(
      new Option('--sample <list>', 'validation samples to tell of, as in 0,1,2 or 0-9').argParser(
        parseSamples,
      ),
    )
    .addOption(new Option('--engine <name>', 'in place of the one that trained the run').choices(ENGINES))
    .addOption(runs())
    .addOption(json())
    .action(async (reference: string, options: EvaluateOptions) =>
      done(await evaluate(environment, reference, options)),
    );

  trial(command('export', 'write a trained network for other programs'))
    .argument('<run>', RUN_HELP)
    .requiredOption('-o, --output <file>', 'file to write')
    .addOption(new Option('--format <name>', 'of the file').choices(NETWORK_FORMATS).default('onnx'))
    .addOption(checkpoint())
    .addOption(runs())
    .action(async (reference: string, options: ExportOptions) =>
      done(await exportModel(environment, reference, options)),
    );

  command('reproduce', 'train published experiments anew and hold them against what was published')
    .argument('[examples...]', 'which of them, as in mnist-gradient-clipping; all when left out')
    .option('--quick', 'fewer samples and a single seed: shows that all works, not that figures agree')
    .addOption(
      new Option('--seeds <n>', 'networks of each initializer; 3 unless --quick').argParser(parseEpochs),
    )
    .option('--data <folder>', 'where datasets are, one folder each: mnist, fashion-mnist, cifar10')
    .option('--fetch', 'download datasets that are not there yet')
    .addOption(new Option('--engine <name>', 'where tensors run').choices(ENGINES))
    .option('--out <file>', 'also write a Markdown page of all that has been reproduced')
    .addOption(
      new Option('--folder <folder>', 'keeps runs and results; what is there is not trained again').default(
        '.initscope/reproduction',
      ),
    )
    .option('--again', 'train also what has been trained')
    .addOption(json())
    .action(async (examples: string[], { seeds, ...options }: ReproduceOptions & { seeds?: number }) =>
      done(
        await reproduce(environment, examples, {
          ...options,
          ...(seeds === undefined ? {} : { count: seeds }),
        }),
      ),
    );

  command('code', 'the network of a run or config, with one initializer, as Keras or PyTorch code')
    .argument('<run|config>', `config file, or of a run: ${RUN_HELP}`)
    .addOption(
      new Option('--to <framework>', 'to be written for').choices(FRAMEWORK_NAMES).makeOptionMandatory(),
    )
    .option('--initializer <label>', 'which one; needed where there are several')
    .addOption(runs())
    .action(async (reference: string, options: CodeOptions) =>
      done(await code(environment, reference, options)),
    );

  command('doctor', 'which engines work here, and what to do about the others')
    .addOption(json())
    .action(async (options: DoctorOptions) => done(await doctor(environment, options)));

  command('init', 'write a config from a template; without one, list them')
    .argument('[template]')
    .argument('[file]')
    .option('--force', 'overwrite the file')
    .action(async (template: string | undefined, file: string | undefined, options: InitOptions) =>
      done(await init(environment, template, file, options)),
    );
  return program;
}
