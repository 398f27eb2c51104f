import { losses } from '../../nn/losses/registry';
import type { Loss } from '../../nn/losses/loss';
import { enumeration, integer, list, map, number, object, optional } from '../../schema/schema';
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
};

export const trainingSchema = object(trainingFields, {
  doc: 'How each trial is trained.',
  default: {},
});
