import fc from 'fast-check';
import { stringify } from 'yaml';
import { describeDataset } from '../../../src/data/registry';
import { parseExperiment } from '../../../src/experiment/parse';
import { CONFIGS, SCRAPS, example } from '../configs';
import { hold, refusal } from '../target';
import type { Target } from '../target';
import { sampled } from '../sampled';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (bytes: Uint8Array): string => {
  const text = new TextDecoder().decode(bytes);
  const { experiment, problems } = parseExperiment(text, {
    path: '/w/fuzz.initscope.yaml',
    describeDataset: (source, parameters) =>
      describeDataset(source, parameters) ?? { error: 'no such file or folder' },
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  hold(
    (experiment === undefined) === errors.length > 0,
    'an invalid config without an error, or the reverse',
  );
  for (const { message } of problems) refusal(message);
  if (experiment !== undefined) {
    const numbers = JSON.stringify(experiment, (_, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
    );
    hold(!numbers.includes('"not finite"'), 'a number of the experiment is not finite');
    return `read: ${experiment.model.layers
      .map(({ type }) => type)
      .join(' ')
      .slice(0, 60)}`;
  }
  return `refused: ${[...new Set(errors.map(({ code }) => code))].join(' ')}`;
};

/** An object whose keys and values are those of a config, in places where they may not belong. */
const jumble = fc.dictionary(
  fc.constantFrom(
    'dataset',
    'model',
    'layers',
    'initializers',
    'training',
    'seeds',
    'dense',
    '__proto__',
    'engine',
  ),
  fc.anything({
    values: [fc.integer(), fc.double(), fc.string(), fc.constantFrom('heNormal', 'mnist', null, true)],
  }),
  { noNullPrototype: true },
);

/** Reading takes as long as the text, and longer ones have no other parts. */
const MAX_LENGTH = 350;

/** The least config with each section and the values that have a form of their own. */
const SMALL: readonly string[] = [
  'training: { epochs: 2, seeds: [1, 2], optimizer: { sgd: { learningRate: 0.1 } } }',
  'training: { learningRate: { step: { every: 5 } }, clipping: { norm: 1 }, trainable: dense_1 }',
  'training: { optimizerGroups: { "dense*": adam }, checkpoint: { steps: 5, best: loss } }',
  'telemetry: { probeInterval: 5, histogramInterval: false }',
  'health: { deadUnits: { share: 0.9, action: notify }, overfitting: false }',
  'transfer: { from: latest, reuse: { dense_1: head }, checkpoint: best }',
  'sweep: { batchSize: [1, 2], stddev: [1, 2] }',
  'name: a\nengine: cpu',
].map((section) => `dataset: xor\nmodel: { layers: [dense: 2] }\ninitializers: [randomNormal]\n${section}\n`);
const CONVOLUTION = `dataset: { source: mnist-embedded, trainSize: 99 }
model: { activation: elu, layers: [conv2d: { filters: 2, kernelSize: 3 }, flatten, dropout: 0.1, dense: 10] }
initializers: [{ layers: { "conv*": heNormal, "*": zeros }, label: a }]
`;

export const config: Target = {
  seeds: () =>
    [example('minimal.initscope.yaml'), ...SMALL, CONVOLUTION, ...CONFIGS]
      .filter(({ length }) => length <= MAX_LENGTH)
      .map(encode),
  maxLength: MAX_LENGTH,
  tokens: SCRAPS,
  generate: (random) => {
    const value = sampled(jumble, random);
    try {
      return encode(stringify(value));
    } catch {
      return encode(''); // what YAML cannot write is no config
    }
  },
  read,
};
