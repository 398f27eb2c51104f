import type { Formula } from './initializer';
import { scaledEntry } from './varianceScaling';

const GLOROT =
  'Glorot & Bengio (2010), "Understanding the Difficulty of Training Deep Feedforward Neural Networks"';
const HE = 'He et al. (2015), "Delving Deep into Rectifiers"';
const LECUN = 'LeCun et al. (1998), "Efficient BackProp", §4.6';
const TFJS = 'TensorFlow.js 4.22 `initializers.ts`, tfjs issue #8594';

const glorotFormula: Formula = {
  text: 'Var W = 2 / (fanIn + fanOut)',
  tex: '\\operatorname{Var} W = \\frac{2}{n_{in} + n_{out}}',
};
const heFormula: Formula = { text: 'Var W = 2 / fanIn', tex: '\\operatorname{Var} W = \\frac{2}{n_{in}}' };
const lecunFormula: Formula = { text: 'Var W = 1 / fanIn', tex: '\\operatorname{Var} W = \\frac{1}{n_{in}}' };

const glorotDoc =
  'A compromise between keeping the variance of activations and that of gradients, derived for tanh.';
const heDoc = 'Keeps the second moment of activations through ReLU layers.';
const lecunDoc = 'Keeps the variance through linear layers; the one that SELU asks for.';

export const glorotNormal = scaledEntry(
  {
    title: 'Glorot normal',
    doc: `${glorotDoc} Truncated normal.`,
    formula: glorotFormula,
    source: `${GLOROT}, eq. 12`,
  },
  1,
  'fanAvg',
  'truncatedNormal',
);

export const glorotUniform = scaledEntry(
  {
    title: 'Glorot uniform',
    doc: `${glorotDoc} Uniform; the default of Keras’ Dense.`,
    formula: glorotFormula,
    source: `${GLOROT}, eq. 16`,
  },
  1,
  'fanAvg',
  'uniform',
);

export const heNormal = scaledEntry(
  { title: 'He normal', doc: `${heDoc} Truncated normal.`, formula: heFormula, source: `${HE}, eq. 10` },
  2,
  'fanIn',
  'truncatedNormal',
);

export const heUniform = scaledEntry(
  { title: 'He uniform', doc: `${heDoc} Uniform.`, formula: heFormula, source: `${HE}, eq. 10` },
  2,
  'fanIn',
  'uniform',
);

export const lecunNormal = scaledEntry(
  {
    title: 'LeCun normal',
    doc: `${lecunDoc} Truncated normal.`,
    formula: lecunFormula,
    source: `${LECUN}, eq. 16`,
  },
  1,
  'fanIn',
  'truncatedNormal',
);

export const lecunUniform = scaledEntry(
  { title: 'LeCun uniform', doc: `${lecunDoc} Uniform.`, formula: lecunFormula, source: `${LECUN}, eq. 16` },
  1,
  'fanIn',
  'uniform',
);

const uncorrected = (doc: string): string =>
  `${doc} As TensorFlow.js draws it: the truncated normal is not widened, so 0.7737 of the intended variance is left, and activations shrink by that factor in every layer.`;

export const glorotNormalUncorrected = scaledEntry(
  {
    title: 'Glorot normal, uncorrected (TensorFlow.js)',
    doc: uncorrected(glorotDoc),
    formula: {
      text: 'Var W = 0.7737 · 2 / (fanIn + fanOut)',
      tex: '\\operatorname{Var} W = 0.7737 \\cdot \\frac{2}{n_{in} + n_{out}}',
    },
    source: TFJS,
  },
  1,
  'fanAvg',
  'truncatedNormal',
  false,
);

export const heNormalUncorrected = scaledEntry(
  {
    title: 'He normal, uncorrected (TensorFlow.js)',
    doc: uncorrected(heDoc),
    formula: {
      text: 'Var W = 0.7737 · 2 / fanIn',
      tex: '\\operatorname{Var} W = 0.7737 \\cdot \\frac{2}{n_{in}}',
    },
    source: TFJS,
  },
  2,
  'fanIn',
  'truncatedNormal',
  false,
);

export const lecunNormalUncorrected = scaledEntry(
  {
    title: 'LeCun normal, uncorrected (TensorFlow.js)',
    doc: uncorrected(lecunDoc),
    formula: {
      text: 'Var W = 0.7737 / fanIn',
      tex: '\\operatorname{Var} W = \\frac{0.7737}{n_{in}}',
    },
    source: TFJS,
  },
  1,
  'fanIn',
  'truncatedNormal',
  false,
);
