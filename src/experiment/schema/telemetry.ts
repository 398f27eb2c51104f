import { boolean, forms, integer, object, optional } from '../../schema/schema';

export const telemetryFields = {
  probeSamples: optional(
    integer({
      doc: 'Validation samples that activations, dead units and gradients are measured on. 0 or `false`: no probes.',
      min: 0,
      default: 512,
      unit: 'samples',
      orFalse: true,
    }),
  ),
  probeInterval: optional(
    integer({
      doc: 'Updates between two probes. There is always one before the first update and one at the end; 0 or `false`: only these.',
      min: 0,
      default: 50,
      unit: 'steps',
      orFalse: true,
    }),
  ),
  trainInterval: optional(
    integer({
      doc: 'Updates between two records of the loss and accuracy of the minibatch. The last is always recorded.',
      min: 1,
      default: 1,
      unit: 'steps',
    }),
  ),
  histogramInterval: optional(
    integer({
      doc: 'Updates between two histograms of weights, gradients and activations. Left out: once an epoch. 0 or `false`: never.',
      min: 0,
      unit: 'steps',
      orFalse: true,
    }),
  ),
};

export const telemetrySchema = forms(
  [
    object(telemetryFields, { doc: 'What is measured besides loss and accuracy, and how often.' }),
    boolean({ doc: '`false`: measure nothing but loss and accuracy.' }),
  ],
  { doc: 'What is measured besides loss and accuracy, and how often; `false` for nothing.' },
);
