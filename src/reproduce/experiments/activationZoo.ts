import { ACCURACY, tag } from '../../shared/tags';
import { inOrder, ofEach } from '../claims';
import { atEnd, gradientRatio, probed, varianceRatio } from '../readings';
import type { Claim, Reproduction } from '../reproduction';

/** A claim on the variance of the last hidden layer over that of the first, before training. */
const ratio = (text: string, initializer: string, holds: (ratio: number) => boolean): Claim =>
  ofEach({ text, initializers: [initializer], reading: varianceRatio, kind: 'number', holds });

/** Over ten layers, by less than a factor of 4. */
const level = (value: number): boolean => value > 1 / 4 && value < 4;

const keeps = (initializer: string): Claim =>
  ratio(`${initializer} keeps the variance over ten layers within a factor of 4`, initializer, level);

const learns = (initializer: string): Claim =>
  ofEach({
    text: `and trains: above 90 %`,
    initializers: [initializer],
    reading: atEnd(ACCURACY),
    kind: 'share',
    holds: (share) => share > 0.9,
  });

const LAST = 'dense_10';
const WIDE = 'randomNormal(stddev=0.3)';

const member = (name: string, claims: readonly Claim[]): Reproduction => ({
  example: `activation-zoo/${name}`,
  source: 'Activations of deep networks, each with initializers that suit it',
  claims,
});

export const activationZoo: readonly Reproduction[] = [
  member('sigmoid', [
    ofEach({
      text: 'gradients vanish however it is initialised: the first layer’s is less than a hundredth of the last one’s',
      reading: gradientRatio,
      kind: 'number',
      holds: (value) => value < 0.01,
    }),
  ]),
  member('tanh', [
    inOrder({
      text: 'a large spread saturates the units: in the last layer at least 10 percentage points more of them than Glorot',
      initializers: ['glorotUniform', WIDE],
      reading: probed(tag('saturated_fraction', LAST), 'start'),
      kind: 'share',
      apart: 0.1,
    }),
    learns('glorotUniform'),
  ]),
  member('relu', [
    keeps('heNormal'),
    ratio('Glorot halves it with each layer', 'glorotUniform', (value) => value < 0.01),
    ratio('σ = 0.3 multiplies it', WIDE, (value) => value > 1e4),
    learns('heNormal'),
  ]),
  member('leaky-relu', [keeps('kaimingNormal(a=0.01)'), learns('kaimingNormal(a=0.01)')]),
  member('leaky-relu-0.2', [keeps('kaimingNormal(a=0.2)'), learns('kaimingNormal(a=0.2)')]),
  member('rrelu', [keeps('kaimingNormal(a=0.23)'), learns('kaimingNormal(a=0.23)')]),
  member('prelu', [keeps('kaimingNormal(a=0.25)'), learns('kaimingNormal(a=0.25)')]),
  member('elu', [learns('lecunNormal'), learns('heNormal')]),
  member('selu', [keeps('lecunNormal'), learns('lecunNormal')]),
  member('gelu', [
    inOrder({
      text: 'He’s spread is too small for it: its variance falls behind that of GELU’s own gain',
      initializers: ['heNormal', 'kaimingNormal(nonlinearity=gelu)'],
      reading: varianceRatio,
      kind: 'number',
      apart: 0.05,
    }),
    learns('kaimingNormal(nonlinearity=gelu)'),
  ]),
];
