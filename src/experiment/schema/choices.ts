import { activations } from '../../nn/activations/registry';
import { initializers } from '../../nn/initializers/registry';
import { optimizers } from '../../nn/optimizers/registry';
import type { ChoiceEntries } from '../../schema/schema';
import { choice, forms, list, string } from '../../schema/schema';

const initializerEntries: ChoiceEntries = initializers;
const activationEntries: ChoiceEntries = activations;
const optimizerEntries: ChoiceEntries = optimizers;

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
