import { chooseCheckpoint, listCheckpoints, stepsOf } from '../../runs/store/checkpoints';
import type { StoredCheckpoint } from '../../runs/store/checkpoints';
import type { RunManifest } from '../../runs/run';
import { trialFolderOf } from '../../runs/store/layout';
import { confusionMatrix, predictedClasses, softmax } from '../../shared/classification';
import type { EnginePreference } from '../../shared/engineNames';
import { launchTrainer } from '../../trainer/client';
import type { TrainerClient } from '../../trainer/client';
import type { Evaluated, EvaluationOpened, ValidationFacts } from '../../trainer/protocol';
import { trainerPlaces, trainerScript } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { trialsMeant } from '../findCheckpoint';
import type { CheckpointChoice, TrialChoice } from '../findCheckpoint';
import { evaluationText } from '../format/evaluation';
import type { EvaluatedCheckpoint } from '../format/evaluation';
import { JSON_FORMAT, runFacts, toJson } from '../format/json';
import { findRun } from '../loadRun';
import type { LoadedRun } from '../loadRun';
import { refusedWith } from '../refusedWith';

export interface EvaluateOptions extends TrialChoice {
  readonly runs: string;
  readonly checkpoint: CheckpointChoice;
  readonly sample?: readonly number[];
  readonly engine?: EnginePreference;
  readonly json?: true;
}

/** Evaluates what a run has kept: loss, accuracy and confusion matrix of each network, and single samples. */
export async function evaluate(
  environment: Environment,
  reference: string,
  options: EvaluateOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const run = await findRun(environment, options.runs, reference);
  const checkpoints = await checkpointsMeant(run, options, (text) => io.err(text));
  const [opened, evaluated] = await withTrainer(environment, async (client) => {
    const opened = await client.openEvaluation({
      runFolder: run.folder,
      ...trainerPlaces(environment),
      ...(options.engine && { engine: options.engine }),
    });
    checkSamples(options.sample ?? [], opened.validation);
    const evaluated: EvaluatedCheckpoint[] = [];
    for (const checkpoint of checkpoints) {
      const { initializer, seed, step } = checkpoint.facts;
      const figures = await client.evaluate({ initializer, seed, step });
      evaluated.push(told(checkpoint, figures, opened, options.sample ?? []));
    }
    return [opened, evaluated] as const;
  });
  const { validation, engine } = opened;
  if (options.json)
    io.out(
      toJson({
        format: JSON_FORMAT,
        run: runFacts(run.reader.manifest, run.folder),
        engine,
        samples: validation.count,
        classes: validation.classes,
        evaluations: evaluated.map(({ checkpoint: { folder, facts }, ...figures }) => ({
          initializer: facts.initializer,
          seed: facts.seed,
          step: facts.step,
          folder,
          recorded: facts.validation,
          ...figures,
        })),
      }),
    );
  else io.out(evaluated.map((each) => `${evaluationText(each, validation)}\n`).join('\n'));
  return EXIT.ok;
}

/** @throws CliError `usage` when no trial has such a checkpoint */
async function checkpointsMeant(
  run: LoadedRun,
  options: EvaluateOptions,
  note: (text: string) => void,
): Promise<readonly StoredCheckpoint[]> {
  const found: StoredCheckpoint[] = [];
  const lacking: string[] = [];
  for (const trial of trialsMeant(run, options)) {
    const stored = await listCheckpoints(trialFolderOf(run.folder, trial));
    const chosen = chooseCheckpoint(stored, options.checkpoint);
    if (chosen !== undefined) found.push(chosen);
    else
      lacking.push(
        `${trial.initializer}, seed ${trial.seed} (${trial.state}), has no checkpoint "${options.checkpoint}"; there are: ${stepsOf(stored)}`,
      );
  }
  if (found.length > 0) {
    for (const line of lacking) note(`note: ${line}\n`);
    return found;
  }
  throw new CliError(EXIT.usage, [...lacking, ...reasonFor(run.reader.manifest)].join('\n'));
}

/** Why a run has no checkpoints at all, where it cannot have any. */
function reasonFor({ source, experiment }: RunManifest): readonly string[] {
  if (source !== undefined) return ['Logs that another program wrote hold no weights.'];
  return experiment.training.checkpoint === undefined
    ? ['The experiment keeps none (`training.checkpoint: false`): leave that key out.']
    : [];
}

/** @throws CliError `usage` when there is no such sample */
function checkSamples(samples: readonly number[], { count }: ValidationFacts): void {
  const wrong = samples.find((index) => index >= count);
  if (wrong !== undefined)
    throw new CliError(EXIT.usage, `There is no validation sample ${wrong}; they go from 0 to ${count - 1}.`);
}

function told(
  checkpoint: StoredCheckpoint,
  { outputs, loss, accuracy }: Evaluated,
  { validation, outputs: width }: EvaluationOpened,
  samples: readonly number[],
): EvaluatedCheckpoint {
  const { targets, classes } = validation;
  const outputsOf = (index: number): Float32Array => outputs.subarray(index * width, (index + 1) * width);
  if (classes === undefined || !(targets instanceof Int32Array))
    return {
      checkpoint,
      loss,
      samples: samples.map((index) => ({
        index,
        targets: [...targets.subarray(index * width, (index + 1) * width)],
        outputs: [...outputsOf(index)],
      })),
    };
  const predicted = predictedClasses(outputs, width);
  return {
    checkpoint,
    loss,
    ...(accuracy === undefined ? {} : { accuracy }),
    confusion: confusionMatrix(targets, predicted, classes.length),
    samples: samples.map((index) => {
      const [label, found] = [targets[index], predicted[index]];
      return {
        index,
        ...(label === undefined ? {} : { label }),
        ...(found === undefined ? {} : { predicted: found }),
        probabilities: softmax(outputsOf(index)),
      };
    }),
  };
}

/** A trainer process for as long as it is needed; Ctrl-C ends it. */
async function withTrainer<T>(
  environment: Environment,
  work: (client: TrainerClient) => Promise<T>,
): Promise<T> {
  const { io } = environment;
  let client: TrainerClient | undefined;
  let interrupts = 0;
  const stopListening = io.onInterrupt(() => {
    interrupts += 1;
    void client?.dispose();
  });
  try {
    client = await launchTrainer(
      { script: trainerScript(environment) },
      { log: ({ text }) => io.err(`${text}\n`) },
    );
    return await work(client);
  } catch (error) {
    if (interrupts > 0) throw new CliError(EXIT.interrupted, 'Stopped.');
    throw refusedWith(error);
  } finally {
    stopListening();
    await client?.dispose();
  }
}
