import type { SchemaCode } from '../schema/codes';
import type { Report } from '../schema/problem';

/** Problems of an experiment whose values are valid one by one, by stable code. */
export const experimentCodes = {
  'unreadable-dataset': 'The dataset cannot be read, or is not what it is taken for.',
  'undescribed-dataset': 'What the dataset holds is not known before it is read, so shapes are not checked.',
  'too-few-samples': 'A subset or validation split is larger than what there is to take it from.',
  'batch-too-large': 'A batch is larger than the training set.',
  shape: 'A layer cannot take the output of the one before it.',
  'too-narrow': 'The last layer has fewer outputs than the dataset has classes or values.',
  'too-wide': 'The last layer has more outputs than the dataset has classes or values.',
  'no-weights': 'No layer has weights, so there is nothing to initialise.',
  'double-activation': 'Two activations follow each other, the first of them by default.',
  'duplicate-name': 'Two layers have the same name.',
  'duplicate-label': 'Two initializers have the same label.',
  'unknown-layer': 'A pattern matches no layer that has weights.',
  'unmatched-layer': 'A per-layer initializer leaves out a layer that has weights.',
  'unsuitable-initializer': 'An initializer has no meaning for the shape of a layer’s weights.',
  'nothing-to-train': 'Every layer with weights is frozen.',
  'nothing-to-cache': 'Frozen layers are to be computed once, but the network does not begin with any.',
  'unreadable-weights': 'The weights to begin with are not there, or cannot be read.',
  'unfitting-weights': 'The weights to begin with lack a layer, or have it in another shape.',
  conflict: 'Two keys exclude each other.',
  'loss-mismatch': 'The loss does not fit what the dataset is to predict.',
  'duplicate-seed': 'A seed is listed twice.',
  'sweep-target': 'A swept name or path stands for nothing in the config.',
  'duplicate-value': 'A sweep lists a value twice.',
  'too-many-points': 'A sweep has more points than can be trained one after another.',
} as const;

export type ExperimentCode = SchemaCode | keyof typeof experimentCodes;
export type ExperimentReport = Report<ExperimentCode>;
