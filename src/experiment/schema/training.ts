import { losses } from '../../nn/losses/registry';
import type { Loss } from '../../nn/losses/loss';
import {
  boolean,
  enumeration,
  forms,
  integer,
  list,
  map,
  number,
  object,
  optional,
} from '../../schema/schema';
import type { Experiment } from '../experiment';
import { layerPatterns, optimizerChoice, scheduleChoice } from './choices';

type LossName = Experiment['training']['loss'];

const lossDocs: Readonly<Record<LossName, string>> = {
  softmaxCrossEntropy: describe(losses.softmaxCrossEntropy),
  meanSquaredError: describe(losses.meanSquaredError),
};

function describe({ title, doc }: Loss): string {
  return `${title}. ${doc}`;
}

const bound = (doc: string) => optional(number({ doc, above: 0 }));

/** Epochs of a trial whose config gives neither epochs nor steps. */
export const DEFAULT_EPOCHS = 5;

export const checkpointFields = {
  steps: optional(
    integer({
      doc: 'Updates between two checkpoints. Left out, and `epochs` too: once an epoch, but not more often than every ten seconds.',
      min: 1,
      unit: 'steps',
    }),
  ),
  epochs: optional(
    integer({ doc: 'Epochs between two checkpoints, in place of `steps`.', min: 1, unit: 'epochs' }),
  ),
  keepLast: optional(
    integer({ doc: 'How many of the latest checkpoints of a trial stay on disk.', min: 1, default: 1 }),
  ),
  best: optional(
    enumeration(
      {
        accuracy: 'The highest validation accuracy.',
        loss: 'The lowest validation loss.',
      },
      { doc: 'Also keep the checkpoint whose evaluation was the best. Left out: not.' },
    ),
  ),
};

export const trainingFields = {
  optimizer: optional(optimizerChoice),
  optimizerGroups: optional(
    map(optimizerChoice, {
      doc: 'Layers with an optimizer of their own, in place of `optimizer`. A full name goes before a pattern, a longer pattern before a shorter one.',
      keyDoc: 'Layer name or pattern: `dense_1`, `conv2d_*`.',
    }),
  ),
  learningRate: optional(scheduleChoice),
  clipping: optional(
    object(
      {
        value: bound('Cuts each gradient entry off at ± this value.'),
        norm: bound('Scales the gradient of a tensor down to at most this Euclidean norm.'),
        globalNorm: bound('Scales all gradients down together to at most this Euclidean norm.'),
      },
      { doc: 'Limits gradients before the update, in the order of the keys here.', default: {} },
    ),
  ),
  freeze: optional(
    layerPatterns(
      'Layers that are not trained: their weights and normalisation statistics stay, and they run as in evaluation. Names, with `*` for any characters.',
    ),
  ),
  trainable: optional(
    layerPatterns('The layers that are trained, in place of `freeze`: all others are frozen.'),
  ),
  loss: optional(
    enumeration(lossDocs, {
      doc: 'What to minimise. Left out: `softmaxCrossEntropy` for classes, `meanSquaredError` for values.',
    }),
  ),
  batchSize: optional(integer({ doc: 'Samples per update.', min: 1, default: 32, unit: 'samples' })),
  sampling: optional(
    enumeration(
      {
        shuffled:
          'Every sample once an epoch, in a new order each time; what is left over fills no whole batch and is dropped.',
        withReplacement: 'Every batch is drawn at random from all samples; one may come twice or not at all.',
      },
      { doc: 'How the samples of a batch are chosen.', default: 'shuffled' },
    ),
  ),
  epochs: optional(
    integer({
      doc: `Passes over the training samples. Give this or \`steps\`; left out both: ${DEFAULT_EPOCHS} epochs.`,
      min: 1,
      unit: 'epochs',
    }),
  ),
  steps: optional(integer({ doc: 'Updates, in place of `epochs`.', min: 1, unit: 'steps' })),
  seeds: optional(
    list(integer({ doc: 'Any whole number.' }), {
      doc: 'Every initializer is trained once per seed. A seed decides the initial weights and the order of the samples, which all initializers see alike.',
      minItems: 1,
      default: [1],
    }),
  ),
  evaluationInterval: optional(
    integer({
      doc: 'Updates between two evaluations on the validation samples. Left out: once an epoch. Start and end are always evaluated.',
      min: 1,
      unit: 'steps',
    }),
  ),
  cacheFrozen: optional(
    boolean({
      doc: 'Computes what the frozen layers at the beginning of the network give once for all samples, instead of at each step: the same numbers, several times faster. Takes memory for the outputs of all samples, per trial.',
      default: false,
    }),
  ),
  checkpoint: optional(
    forms(
      [
        object(checkpointFields, { doc: 'When the state of a trial is saved, and which states stay.' }),
        boolean({ doc: '`false`: no checkpoints; the run cannot be resumed.' }),
      ],
      {
        doc: 'Saves weights, optimizer state and normalisation statistics of each trial, so that training can be resumed exactly or its network used. There is always one at the end; `false` for none.',
      },
    ),
  ),
};

export const trainingSchema = object(trainingFields, {
  doc: 'How each trial is trained.',
  default: {},
});
