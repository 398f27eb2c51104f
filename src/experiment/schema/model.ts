import { layers } from '../../nn/layers/registry';
import type { Layer } from '../../nn/layers/layer';
import type { ChoiceEntry, Schema } from '../../schema/schema';
import { choice, list, object, optional, required, string } from '../../schema/schema';
import { RESIDUAL_LAYER } from '../layerNodes';
import { activationChoice, initializerChoice } from './choices';

/** Layer type whose activation is the layer itself. */
export const ACTIVATION_LAYER = 'activation';

const name = optional(
  string({
    doc: 'Name in charts, files and patterns. Left out: the type and a count from 1, as `dense_1`.',
    pattern: {
      regex: '[A-Za-z_][A-Za-z0-9_.-]*',
      expected: 'a name of letters, digits, "_", "-" and "." that starts with a letter',
    },
  }),
);

const activation = optional({
  ...activationChoice,
  doc: 'Applied to the outputs. Left out: the activation of the model, but `linear` for the last layer with weights.',
});

const initializer = optional({
  ...initializerChoice,
  doc: 'Draws the weights of this layer in every trial, in place of the initializer under comparison.',
});

const biasInitializer = optional({
  ...initializerChoice,
  doc: 'Draws the biases of this layer in every trial.',
});

/** A layer of the registry with the keys that the model gives it. */
const entry = (type: string, layer: Layer): ChoiceEntry => {
  const isActivation = type === ACTIVATION_LAYER;
  const primary = isActivation ? ACTIVATION_LAYER : layer.primary;
  return {
    doc: layer.doc,
    parameters: {
      ...layer.parameters,
      ...(isActivation ? { activation: required(activationChoice) } : {}),
      ...(layer.activates ? { activation } : {}),
      ...(layer.hasKernel ? { initializer, biasInitializer } : {}),
      name,
    },
    ...(primary === undefined ? {} : { primary }),
  };
};

const entries: Record<string, ChoiceEntry> = Object.fromEntries(
  Object.entries<Layer>(layers).map(([type, layer]) => [type, entry(type, layer)]),
);

export const layerChoice = choice(entries, {}, { doc: 'A layer of the network.', noun: 'layer' });

// a block holds layers, so its entry can only be completed once they are described
entries[RESIDUAL_LAYER] = withBranch(entry(RESIDUAL_LAYER, layers.residual), layerChoice);

function withBranch({ parameters, ...rest }: ChoiceEntry, layer: Schema): ChoiceEntry {
  const branch = list(layer, {
    doc: 'The layers past which the input is passed on, from first to last.',
    minItems: 1,
  });
  return { ...rest, parameters: { layers: required(branch), ...parameters }, primary: 'layers' };
}

export const modelFields = {
  activation: optional({
    ...activationChoice,
    doc: 'Activation of all layers that take one and name none, but for the last layer with weights.',
    default: 'relu',
  }),
  biasInitializer: optional({
    ...initializerChoice,
    doc: 'Draws all biases. Left out: zeros, unless the initializer has a convention of its own for biases (`pytorchDefault`).',
  }),
  layers: required(
    list(layerChoice, {
      doc: 'Layers from input to output: `dense: 256`, `conv2d: { filters: 32 }`, `flatten`, `activation: tanh`, `residual: [dense: 256, dense: 256]`. For a classifier the last one has an output per class.',
      minItems: 1,
    }),
  ),
};

export const modelSchema = object(modelFields, { doc: 'The network, the same in every trial.' });
