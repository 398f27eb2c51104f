import { readFileSync } from 'node:fs';

/** Configs to damage and scraps to damage them with, for the fuzzer and for the language service's own test. */

export const EXAMPLES = 'examples';

/** An example without its comments, which would soak up most of the damage. */
export const example = (file: string): string =>
  readFileSync(`${EXAMPLES}/${file}`, 'utf8').replace(/^\s*#.*\n/gm, '');

/** What no example has: anchors, layer patterns, long lists, a list that is not indented, JSON. */
export const CONFIGS: readonly string[] = [
  `dataset: { source: mnist, normalization: standardize }
model:
  activation: { leakyRelu: { slope: 0.1 } }
  layers: [flatten, &wide { dense: 32 }, *wide, { dense: { units: 10, name: head } }]
initializers:
  - layers: { "dense_*": heNormal, "*": { randomNormal: { stddev: 0.1 } } }
    label: mixed
  - zeros # initscope-ignore broken-symmetry
`,
  `dataset: xor
model:
  layers:
${'    - dense: 4\n'.repeat(9)}    - dense: 2
initializers:
- label: mixed
  layers:
${Array.from({ length: 10 }, (_, i) => `    dense_${i + 1}: { randomNormal: { stddev: 0.${i + 1} } }\n`).join('')}- heNormal
`,
  '{ "dataset": "xor", "model": { "layers": [{ "dense": 8 }, { "dense": 2 }] }, "initializers": ["heNormal"] }',
];

/** Pieces of YAML, numbers at the edges, and words that mean something here or in JavaScript. */
export const SCRAPS: readonly string[] = [
  '[',
  ']',
  '{',
  '}',
  ':',
  ': ',
  '- ',
  '? ',
  '\t',
  '\r\n',
  '\n',
  '\uFEFF',
  '\u0000',
  '&a ',
  '*a',
  '<<: *a',
  '&x [*x, *x]',
  '"',
  "'",
  '#',
  '|',
  '>',
  '%',
  '---\n',
  '!!map ',
  '!!js/function ',
  '[[[[[[[[',
  '{a: {a: {a: ',
  '1e308',
  '-1',
  '.nan',
  '.inf',
  '1e-320',
  '9007199254740993',
  'null',
  'true',
  '💥',
  'ö',
  '__proto__: 1\n',
  'constructor: ',
  'prototype: ',
  'toString',
  '# initscope-ignore',
  'zeros',
  'heNormal',
  'dense: ',
  'layers: ',
  'initializers:\n',
];
