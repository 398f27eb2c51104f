import { activations } from '../../nn/activations/registry';
import { initializers } from '../../nn/initializers/registry';
import { optimizers } from '../../nn/optimizers/registry';
import type { ChoiceEntries } from '../../schema/schema';
import { choice } from '../../schema/schema';

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
