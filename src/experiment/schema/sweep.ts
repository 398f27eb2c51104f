import { initializers } from '../../nn/initializers/registry';
import type { Initializer } from '../../nn/initializers/initializer';
import { forms, list, map, number, string } from '../../schema/schema';

/** What names of the config may be swept without saying where they stand, each with its place. */
export const SWEPT_PATHS = {
  learningRate: 'training.optimizer.learningRate',
  batchSize: 'training.batchSize',
  epochs: 'training.epochs',
  steps: 'training.steps',
  activation: 'model.activation',
} as const;

/** What is no key of the config: how many layers there are, and how wide. */
const SHAPES = {
  depth:
    'Number of hidden layers with weights: the last of them, with the activation, normalisation and dropout behind it, is repeated or left out.',
  width: 'Units of every hidden dense layer and filters of every convolution; the output layer stays.',
};

const paths = Object.fromEntries(
  Object.entries(SWEPT_PATHS).map(([name, path]) => [name, `Short for \`${path}\`.`]),
);

/** Parameters of initializers, by name. */
const parameters = Object.fromEntries(
  Object.values<Initializer>(initializers).flatMap((entry) =>
    Object.keys(entry.parameters).map((name) => [
      name,
      `The parameter \`${name}\` of every initializer of the list that has it.`,
    ]),
  ),
);

/** Every name that can be swept besides paths, with its documentation, in the order to offer them. */
export const SWEPT_NAMES: Readonly<Record<string, string>> = { ...SHAPES, ...paths, ...parameters };

const value = forms(
  [number({ doc: 'A value to train with.' }), string({ doc: 'A name to train with: `relu`.', minLength: 1 })],
  { doc: 'A value to train with.' },
);

const values = list(value, { doc: 'The values, in the order of the axis.', minItems: 1 });

export const sweepSchema = map(values, {
  doc: 'Lists of values. The experiment is trained once for each combination of them, one run after another: `depth: [5, 10, 20]`, `stddev: [0.01, 0.1]`. Keys are names (`depth`, `width`, `learningRate`, `batchSize`, a parameter of the initializers such as `stddev`) or paths of keys (`initializers.0.scale`, `model.layers.2.rate`).',
  keyDoc: 'What takes the values: a name, or the path of a key.',
  keys: SWEPT_NAMES,
});
