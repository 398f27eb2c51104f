import { number, optional } from '../../schema/schema';
import { constantCode } from '../code/draws';
import { sizeOf } from '../shape';
import { defineInitializer } from './initializer';

export const zeros = defineInitializer({
  title: 'Zeros',
  doc: 'Every weight 0. No hidden unit ever learns: with ReLU all weight gradients stay 0 and only the output bias moves.',
  formula: { text: 'W = 0', tex: 'W = 0' },
  source: 'Keras `Zeros`',
  parameters: {},
  draw: (_, { shape }) => new Float32Array(sizeOf(shape)),
  moments: () => ({ mean: 0, variance: 0 }),
  code: () => constantCode(0),
});

export const ones = defineInitializer({
  title: 'Ones',
  doc: 'Every weight 1. All units of a layer are identical and stay so.',
  formula: { text: 'W = 1', tex: 'W = 1' },
  source: 'Keras `Ones`',
  parameters: {},
  draw: (_, { shape }) => new Float32Array(sizeOf(shape)).fill(1),
  moments: () => ({ mean: 1, variance: 0 }),
  code: () => constantCode(1),
});

export const constant = defineInitializer({
  title: 'Constant',
  doc: 'Every weight the same value. All units of a layer are identical and stay so.',
  formula: { text: 'W = value', tex: 'W = c' },
  source: 'Keras `Constant`',
  parameters: { value: optional(number({ doc: 'The value of every weight.', default: 0.01 })) },
  draw: ({ value }, { shape }) => new Float32Array(sizeOf(shape)).fill(value),
  moments: ({ value }) => ({ mean: value, variance: 0 }),
  code: ({ value }) => constantCode(value),
});
