import { integer, number, optional, required } from '../../schema/schema';
import { defineSchedule } from './schedule';

export const constant = defineSchedule({
  title: 'Constant',
  doc: 'The optimizer’s learning rate throughout, after a warm-up if there is one.',
  formula: { text: 'lr(t) = lr', tex: '\\eta_t = \\eta' },
  source: 'The default everywhere',
  parameters: {},
  factor: () => 1,
});

const every = required(
  integer({ doc: 'Updates from one multiplication to the next.', min: 1, unit: 'steps' }),
);

export const step = defineSchedule({
  title: 'Step decay',
  doc: 'Multiplies the learning rate by `factor` after every so many updates, and keeps it in between.',
  formula: { text: 'lr(t) = lr · factor^⌊t / every⌋', tex: '\\eta_t = \\eta\\,f^{\\lfloor t/n \\rfloor}' },
  source: 'PyTorch `StepLR`; Keras `ExponentialDecay(staircase=True)`',
  parameters: {
    every,
    factor: optional(number({ doc: 'What the learning rate is multiplied with.', default: 0.1, above: 0 })),
  },
  factor: (p, elapsed) => p.factor ** Math.floor(elapsed.step / p.every),
});

export const exponential = defineSchedule({
  title: 'Exponential decay',
  doc: 'Falls a little with every update: by `factor` over so many of them.',
  formula: { text: 'lr(t) = lr · factor^(t / every)', tex: '\\eta_t = \\eta\\,f^{t/n}' },
  source: 'Keras `ExponentialDecay`',
  parameters: {
    every,
    factor: optional(
      number({
        doc: 'What the learning rate is multiplied with over `every` updates.',
        default: 0.9,
        above: 0,
      }),
    ),
  },
  factor: (p, elapsed) => p.factor ** (elapsed.step / p.every),
});

export const cosine = defineSchedule({
  title: 'Cosine decay',
  doc: 'Falls along half a cosine wave, slowly at both ends, to `final` times the learning rate at the end of training.',
  formula: {
    text: 'lr(t) = lr · (final + (1 − final) · (1 + cos(π t / total)) / 2)',
    tex: '\\eta_t = \\eta\\left(f + (1 - f)\\,\\frac{1 + \\cos(\\pi t / T)}{2}\\right)',
  },
  source:
    'Loshchilov & Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts", eq. 5, without restarts; Keras `CosineDecay`',
  parameters: {
    final: optional(
      number({ doc: 'Share of the learning rate that is left at the end.', default: 0, min: 0 }),
    ),
    steps: optional(
      integer({
        doc: 'Updates until it has fallen, and stays. Left out: all that there are after the warm-up.',
        min: 1,
        unit: 'steps',
      }),
    ),
  },
  factor({ final, steps }, elapsed) {
    const done = Math.min(1, elapsed.step / (steps ?? elapsed.total));
    return final + ((1 - final) * (1 + Math.cos(Math.PI * done))) / 2;
  },
});
