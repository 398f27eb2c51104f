import { activations } from '../../nn/activations/registry';
import { initializers } from '../../nn/initializers/registry';
import { optimizers } from '../../nn/optimizers/registry';
import { schedules } from '../../nn/schedules/registry';
import type { ChoiceEntries } from '../../schema/schema';
import { choice, forms, integer, list, optional, string } from '../../schema/schema';

const initializerEntries: ChoiceEntries = initializers;
const activationEntries: ChoiceEntries = activations;
const optimizerEntries: ChoiceEntries = optimizers;
const scheduleEntries: ChoiceEntries = schedules;

export const initializerChoice = choice(
  initializerEntries,
  {},
  { doc: 'How the weights of a kernel are drawn.', noun: 'initializer' },
);

export const activationChoice = choice(
  activationEntries,
  {},
  { doc: 'The function applied to each output of a layer.', noun: 'activation' },
);

export const optimizerChoice = choice(
  optimizerEntries,
  {},
  {
    doc: 'How gradients change the weights, e.g. `adam` or `adam: { learningRate: 0.01 }`.',
    noun: 'optimizer',
    default: 'adam',
  },
);

/** Layers by name or pattern, one or several. */
export function layerPatterns(doc: string) {
  const pattern = string({
    doc: 'Layer name or pattern: `dense_1`, `dense_*`.',
    minLength: 1,
    names: 'layers',
  });
  return forms([list(pattern, { doc, minItems: 1 }), pattern], { doc });
}

export const scheduleChoice = choice(
  scheduleEntries,
  {
    warmup: optional(
      integer({
        doc: 'Updates over which the learning rate rises in equal parts to that of the optimizer; the schedule starts after them.',
        min: 0,
        default: 0,
        unit: 'steps',
      }),
    ),
  },
  {
    doc: 'How the learning rate changes from that of the optimizer: `cosine`, or with a warm-up `{ cosine: { final: 0.01 }, warmup: 500 }`.',
    noun: 'schedule',
    default: 'constant',
  },
);
