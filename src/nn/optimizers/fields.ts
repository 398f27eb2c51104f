import { number, optional } from '../../schema/schema';

export const learningRate = <const D extends number>(byDefault: D) =>
  optional(number({ doc: 'Step size.', default: byDefault, min: 0 }));

export const epsilon = optional(
  number({
    doc: 'Added to the root in the denominator. Keras and TensorFlow.js use 1e-7, PyTorch 1e-8 (1e-10 for adagrad).',
    default: 1e-7,
    above: 0,
  }),
);

/** A share of a running average that is kept at each step. */
export const decay = <const D extends number>(doc: string, byDefault: D) =>
  optional(number({ doc, default: byDefault, min: 0, below: 1 }));
