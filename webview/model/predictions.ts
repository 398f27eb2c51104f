import { confusionMatrix, confusions, softmax } from '../../src/shared/classification';
import type { TrialManifest } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import type { PageState, PredictionsRequest, TrialEvaluation, ValidationSet } from '../contract';
import { DIGIT_SIDE } from './digit';
import { formatCount, formatValue } from './format';
import type { Scene } from './scene';
import { shownInitializers, shownSeeds } from './scene';
import type { ChartTable } from './table';

/** Samples that are offered at a time. */
export const OFFERED = 24;
/** Classes of which a whole matrix can be taken in. */
export const MATRIX_CLASSES = 20;
/** Rows of the list that stands for a larger one. */
const LISTED = 20;

/** Why a tab of predictions has nothing to show, and what to do about it. */
export interface Lack {
  readonly title: string;
  readonly detail: string;
}

/** What is missing for predictions; undefined when there is a network to ask. */
export function lackOf({ manifest }: Scene, standalone: boolean): Lack | undefined {
  if (manifest.source !== undefined)
    return {
      title: t('The networks of this run are not known'),
      detail: t('It was read from TensorBoard logs, which hold no weights. Runs of InitScope keep them.'),
    };
  if (standalone)
    return {
      title: t('Predictions are made by the networks themselves, which a report does not hold'),
      detail: t('Open the run in VS Code, or print them with `initscope evaluate`.'),
    };
  if (manifest.trials.some(({ checkpoint }) => checkpoint !== undefined)) return undefined;
  if (manifest.experiment.training.checkpoint === undefined)
    return {
      title: t('This run keeps no checkpoints'),
      detail: t(
        'Its config says `checkpoint: false` below `training`. Leave that line out to keep the latest network of each trial, or write `checkpoint: { epochs: 1, keepLast: 5 }` to look back in time as well; then run it again.',
      ),
    };
  return manifest.state === 'running' || manifest.state === 'paused'
    ? {
        title: t('No checkpoint has been written yet'),
        detail: t('The first one comes after an epoch or ten seconds, or as `training.checkpoint` says.'),
      }
    : {
        title: t('No trial has left a checkpoint'),
        detail: t(
          'A trial that diverges keeps none of what went wrong; this run ended before any other could.',
        ),
      };
}

/** The trials whose networks are shown: every initializer shown, with the first seed that is. */
export function predictingTrials(scene: Scene): readonly TrialManifest[] {
  const [seed] = shownSeeds(scene);
  const { trials } = scene.manifest;
  return shownInitializers(scene).flatMap(
    (initializer) => trials.find((trial) => trial.initializer === initializer && trial.seed === seed) ?? [],
  );
}

export function predictionsRequest(scene: Scene, drawing: Uint8Array | undefined): PredictionsRequest {
  const kept = predictingTrials(scene).filter(({ checkpoint }) => checkpoint !== undefined);
  const { step } = scene.state;
  return {
    trials: kept.map(({ initializer, seed }) => ({ initializer, seed })),
    latest: Math.max(0, ...kept.map(({ checkpoint = 0 }) => checkpoint)),
    ...(step === undefined ? {} : { step }),
    samples: offeredSamples(scene).shown,
    ...(drawing === undefined ? {} : { drawing }),
  };
}

/** Evaluations of the trials that are shown, as far as they have come in. */
export const evaluationsOf = (scene: Scene): readonly TrialEvaluation[] =>
  predictingTrials(scene).flatMap((trial) => scene.predictions.evaluationOf(trial) ?? []);

export interface Offered {
  /** How many there are to choose from. */
  readonly count: number;
  /** Place of the first one shown among them. */
  readonly from: number;
  /** Indices of those that are shown. */
  readonly shown: readonly number[];
  readonly picked: number | undefined;
}

/** The validation samples to choose from; the first of all while nothing is known of them. */
export function offeredSamples(scene: Scene): Offered {
  const { only = 'all', from = 0, sample } = scene.state.prediction ?? {};
  const { validation } = scene.predictions;
  const count = validation?.count ?? OFFERED;
  const matching = matchingSamples(scene, only) ?? Array.from({ length: count }, (_, index) => index);
  const start = from < matching.length ? from : 0;
  const shown = matching.slice(start, start + OFFERED);
  const picked = sample !== undefined && shown.includes(sample) ? sample : shown[0];
  return { count: matching.length, from: start, shown, picked };
}

/** Undefined = all of them. */
function matchingSamples(scene: Scene, only: string): readonly number[] | undefined {
  const { validation } = scene.predictions;
  if (only === 'all' || validation?.classes === undefined) return undefined;
  const labels = [...validation.targets];
  const found = evaluationsOf(scene).flatMap(({ predicted }) => predicted ?? []);
  const matches =
    only === 'wrong'
      ? (label: number, index: number) => found.some((predicted) => predicted[index] !== label)
      : (label: number) => label === Number(only);
  return labels.flatMap((label, index) => (matches(label, index) ? [index] : []));
}

/** Whether samples are pictures: rows, columns, and one grey level or three colours. */
export const isPicture = ({ shape }: ValidationSet): boolean =>
  shape.length === 3 && (shape[2] === 1 || shape[2] === 3);

/** Whether a drawing can be shown to the networks: grey pictures of MNIST's size. */
export const canDraw = ({ shape, bytes }: ValidationSet): boolean =>
  bytes && shape.join() === [DIGIT_SIDE, DIGIT_SIDE, 1].join();

/** Names of what a classifier's outputs stand for; those beyond the classes count as one. */
export const classNames = ({ classes = [], outputs }: ValidationSet): readonly string[] =>
  outputs > classes.length ? [...classes, t('no class')] : classes;

/** What sample or class an index stands for, in words. */
export function describeSample({ targets, classes, count }: ValidationSet, index: number): string {
  const width = targets.length / count;
  const told =
    classes === undefined
      ? t('target {0}', [...targets.subarray(index * width, (index + 1) * width)].map(formatValue).join(', '))
      : t('class {0}', classes[targets[index] ?? -1] ?? '?');
  return t('Sample {0}, {1}', formatCount(index), told);
}

/** What one network makes of the sample or drawing that is looked at. */
export interface Answer {
  readonly initializer: string;
  readonly step?: number;
  /** Classifiers: probability of each of `classNames`, and the place of the largest. */
  readonly probabilities?: readonly number[];
  readonly taken?: number;
  /** Regression. */
  readonly values?: readonly number[];
  /** Why there is none; absent while one may come. */
  readonly reason?: string;
}

/** @param sample index of a validation sample, or the drawing */
export function answersFor(scene: Scene, sample: number | 'drawing'): readonly Answer[] {
  const { predictions } = scene;
  const { validation } = predictions;
  return predictingTrials(scene).map((trial): Answer => {
    const { initializer } = trial;
    const evaluation = predictions.evaluationOf(trial);
    const reason = trial.checkpoint === undefined ? withoutCheckpoint(trial) : predictions.reasonOf(trial);
    if (reason !== undefined) return { initializer, reason };
    if (validation === undefined || evaluation === undefined) return { initializer };
    const outputs = outputsFor(evaluation, validation, sample);
    if (outputs === undefined) return { initializer };
    const { step } = evaluation;
    if (validation.classes === undefined) return { initializer, step, values: [...outputs] };
    const probabilities = folded(softmax(outputs), validation.classes.length);
    return { initializer, step, probabilities, taken: probabilities.indexOf(Math.max(...probabilities)) };
  });
}

const withoutCheckpoint = ({ state, divergence }: TrialManifest): string =>
  divergence === undefined
    ? t('No checkpoint ({0})', state)
    : t('No checkpoint (diverged at step {0})', formatCount(divergence.step));

function outputsFor(
  { samples, outputs, drawn }: TrialEvaluation,
  { outputs: width }: ValidationSet,
  sample: number | 'drawing',
): Float32Array | undefined {
  if (sample === 'drawing') return drawn;
  const place = samples.indexOf(sample);
  return place < 0 ? undefined : outputs.subarray(place * width, (place + 1) * width);
}

/** Outputs beyond the classes count as one. */
const folded = (shares: readonly number[], classes: number): readonly number[] =>
  shares.length <= classes
    ? shares
    : [...shares.slice(0, classes), shares.slice(classes).reduce((sum, share) => sum + share, 0)];

/** How a classifier's answers spread over the classes. */
export interface Confused {
  readonly initializer: string;
  readonly step: number;
  readonly accuracy: number;
  readonly loss: number;
  /** True classes in rows. */
  readonly matrix: readonly (readonly number[])[];
}

export function confusedOf(scene: Scene): readonly Confused[] {
  const { validation } = scene.predictions;
  if (validation?.classes === undefined || !(validation.targets instanceof Int32Array)) return [];
  const { targets, classes, count } = validation;
  return evaluationsOf(scene).flatMap(({ trial: { initializer }, step, loss, predicted }) => {
    if (predicted === undefined) return [];
    const matrix = matrixOf(targets, predicted, classes.length);
    const right = matrix.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    return [{ initializer, step, loss, accuracy: right / count, matrix }];
  });
}

const known = new WeakMap<Int32Array, Confused['matrix']>();

/** Counted once for each evaluation. */
function matrixOf(targets: Int32Array, predicted: Int32Array, classes: number): Confused['matrix'] {
  const found = known.get(predicted) ?? confusionMatrix(targets, predicted, classes);
  known.set(predicted, found);
  return found;
}

/** Shares of each row; a class without samples has none. */
export const sharesOf = (row: readonly number[]): readonly number[] => {
  const all = row.reduce((sum, count) => sum + count, 0);
  return row.map((count) => (all === 0 ? Number.NaN : count / all));
};

/** A whole matrix as figures. */
export const matrixTable = ({ matrix }: Confused, validation: ValidationSet): ChartTable => ({
  columns: [t('Class'), ...columnNames(matrix, validation)],
  rows: matrix.map((row, label) => [validation.classes?.[label] ?? '', ...row]),
});

/** Names of a matrix's columns: outputs beyond the classes have one where they won. */
export const columnNames = (matrix: Confused['matrix'], validation: ValidationSet): readonly string[] =>
  classNames(validation).slice(0, matrix[0]?.length ?? 0);

/** What stands for the matrix of many classes: what is most often taken for what. */
export const mistakesTable = ({ matrix }: Confused, validation: ValidationSet): ChartTable => {
  const names = columnNames(matrix, validation);
  return {
    columns: [t('Class'), t('Taken for'), t('Samples')],
    rows: confusions(matrix)
      .slice(0, LISTED)
      .map(({ label, predicted, count }) => [names[label] ?? '', names[predicted] ?? '', count]),
  };
};

/** A step of which trials that are shown have kept a checkpoint. */
export interface KeptStep {
  readonly step: number;
  /** Initializers whose best checkpoint it is, where the experiment asks for that. */
  readonly bestOf: readonly string[];
}

/** Ascending. */
export function keptSteps(scene: Scene): readonly KeptStep[] {
  const evaluations = evaluationsOf(scene);
  return [...new Set(evaluations.flatMap(({ steps }) => steps))]
    .sort((a, b) => a - b)
    .map((step) => ({
      step,
      bestOf: evaluations.flatMap(({ best, trial }) => (best === step ? [trial.initializer] : [])),
    }));
}

/** Changes what of the predictions is shown. */
export const withPrediction =
  (change: NonNullable<PageState['prediction']>) =>
  (state: PageState): PageState => ({ ...state, prediction: { ...state.prediction, ...change } });
