import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { stringify } from 'yaml';
import { describeDataset } from '../../../src/data/registry';
import { parseExperiment } from '../../../src/experiment/parse';
import { CONFIGS, EXAMPLES, SCRAPS, example } from '../configs';
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

/** Characters. Reading takes as long as the text, and longer ones have no other parts. */
const MAX_SEED = 450;

export const config: Target = {
  seeds: () =>
    [
      ...readdirSync(EXAMPLES)
        .filter((name) => name.endsWith('.initscope.yaml'))
        .map(example)
        .filter(({ length }) => length <= MAX_SEED),
      ...CONFIGS,
    ].map(encode),
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
