import { number, optional } from '../../schema/schema';
import { normalCode, truncatedNormalCode, uniformCode } from '../code/draws';
import { sizeOf } from '../shape';
import { TRUNCATED_STDDEV, normals, truncatedNormals, uniforms } from './fill';
import { defineInitializer } from './initializer';

const mean = optional(number({ doc: 'Mean of the weights.', default: 0 }));

export const randomNormal = defineInitializer({
  title: 'Normal',
  doc: 'Normal with a fixed standard deviation, whatever the layer’s width.',
  formula: { text: 'W ~ N(mean, stddev²)', tex: 'W \\sim \\mathcal{N}(\\mu, \\sigma^2)' },
  source: 'Keras `RandomNormal`',
  parameters: {
    mean,
    stddev: optional(number({ doc: 'Standard deviation of the weights.', default: 0.05, min: 0 })),
  },
  draw: (p, { shape }, stream) => normals(sizeOf(shape), p.mean, p.stddev, stream),
  moments: (p) => ({ mean: p.mean, variance: p.stddev ** 2 }),
  code: (p) => normalCode(p.stddev, p.mean),
});

export const truncatedNormal = defineInitializer({
  title: 'Truncated normal',
  doc: 'Normal with values beyond two standard deviations drawn anew. The variance is 0.7737 · stddev².',
  formula: {
    text: 'W ~ N(mean, stddev²) cut at mean ± 2 stddev',
    tex: 'W \\sim \\mathcal{N}(\\mu, \\sigma^2),\\; |W - \\mu| \\le 2\\sigma',
  },
  source: 'Keras `TruncatedNormal`',
  parameters: {
    mean,
    stddev: optional(number({ doc: 'Standard deviation before the cut.', default: 0.05, min: 0 })),
  },
  draw: (p, { shape }, stream) => truncatedNormals(sizeOf(shape), p.mean, p.stddev, stream),
  moments: (p) => ({ mean: p.mean, variance: (TRUNCATED_STDDEV * p.stddev) ** 2 }),
  code: (p) => truncatedNormalCode(p.stddev, p.mean),
});

export const randomUniform = defineInitializer({
  title: 'Uniform',
  doc: 'Uniform between two fixed bounds, whatever the layer’s width.',
  formula: { text: 'W ~ U(minval, maxval)', tex: 'W \\sim U(a, b)' },
  source: 'Keras `RandomUniform`',
  parameters: {
    minval: optional(number({ doc: 'Lower bound.', default: -0.05 })),
    maxval: optional(number({ doc: 'Upper bound.', default: 0.05 })),
  },
  draw: (p, { shape }, stream) => uniforms(sizeOf(shape), p.minval, p.maxval, stream),
  moments: (p) => ({ mean: (p.minval + p.maxval) / 2, variance: (p.maxval - p.minval) ** 2 / 12 }),
  code: (p) => uniformCode(p.minval, p.maxval),
});
