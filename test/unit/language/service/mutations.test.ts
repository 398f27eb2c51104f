import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createStream } from '../../../../src/random/stream';
import { completionsAt } from '../../../../src/language/service/completion/complete';
import { codeLensesOf } from '../../../../src/language/service/codeLenses';
import { codeActionsOf } from '../../../../src/language/service/fixes/codeActions';
import { toDiagnostic } from '../../../../src/language/service/diagnostics';
import { foldingOf } from '../../../../src/language/service/folding';
import { hoverAt } from '../../../../src/language/service/hover/hover';
import { inlayHintsOf } from '../../../../src/language/service/inlayHints';
import { problemsOf } from '../../../../src/language/service/problems';
import { renameRange } from '../../../../src/language/service/rename';
import { advance } from '../../../../src/language/service/state';
import type { ConfigState } from '../../../../src/language/service/state';
import { symbolsOf } from '../../../../src/language/service/symbols';
import type { Range } from 'vscode-languageserver-types';
import { read } from './fixtures';

const COUNT = 10_000;

/** An example without its comments, which would soak up most of the damage. */
const example = (name: string): string =>
  readFileSync(new URL(`../../../../examples/${name}.initscope.yaml`, import.meta.url), 'utf8').replace(
    /^\s*#.*\n/gm,
    '',
  );

const SEEDS = [
  example('minimal'),
  example('cnn'),
  `dataset: { source: mnist, normalization: standardize }
model:
  activation: { leakyRelu: { slope: 0.1 } }
  layers: [flatten, &wide { dense: 32 }, *wide, { dense: 10, name: head }]
initializers:
  - layers: { "dense_*": heNormal, "*": { randomNormal: { stddev: 0.1 } } }
    label: mixed
  - zeros # initscope-ignore broken-symmetry
`,
  '{ "dataset": "xor", "model": { "layers": [{ "dense": 8 }, { "dense": 2 }] }, "initializers": ["heNormal"] }',
];

const SCRAPS = [
  '[',
  ']',
  '{',
  '}',
  ':',
  '- ',
  '\t',
  '\r\n',
  '\uFEFF',
  '*a',
  '&a ',
  '<<: *a',
  '"',
  "'",
  '#',
  '\n',
  '|',
  '>',
  '%',
  '---\n',
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
  '\u0000',
  '!!map ',
  '[[[[[[[[',
  '{a: {a: {a: ',
  '# initscope-ignore',
  'zeros',
  'initializers:\n',
  '__proto__: 1\n',
  'toString',
];

type Random = (below: number) => number;
type Mutation = (text: string, random: Random) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, random) => text.slice(0, random(text.length)),
  (text, random) => text.slice(random(text.length)),
  (text, random) => {
    const [at, length] = [random(text.length), random(20)];
    return text.slice(0, at) + text.slice(at + length);
  },
  (text, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + (SCRAPS[random(SCRAPS.length)] ?? '') + text.slice(at);
  },
  (text, random) => {
    const lines = text.split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  },
  (text, random) =>
    text.replace(/\d+(\.\d+)?/g, (found) => (random(4) === 0 ? `${found}e${random(400) - 100}` : found)),
  (text, random) => text.replace(/[a-z]\w+/g, (word) => (random(12) === 0 ? word.slice(0, -1) : word)),
  (text) => text.replaceAll('\n', '\r\n'),
  (text, random) => text.replaceAll('  ', (found) => (random(6) === 0 ? '\t' : found)),
  (text) => `\uFEFF${text}`,
];

function damaged(index: number): { text: string; random: Random } {
  const stream = createStream(index, 'mutations');
  const random: Random = (below) => Math.floor(stream.uniform() * below);
  let text = SEEDS[random(SEEDS.length)]!;
  for (let left = 1 + random(4); left > 0; left--) text = MUTATIONS[random(MUTATIONS.length)]!(text, random);
  return { text, random };
}

/** Ranges that lie outside the text. */
function outside(text: string, ranges: readonly Range[]): Range[] {
  const lines = text.split('\n');
  const isInside = ({ line, character }: Range['start']): boolean =>
    line >= 0 && line < lines.length && character >= 0 && character <= (lines[line]?.length ?? 0);
  return ranges.filter(
    ({ start, end }) =>
      !isInside(start) ||
      !isInside(end) ||
      start.line > end.line ||
      (start.line === end.line && start.character > end.character),
  );
}

const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 1e9, character: 0 } };

test(
  `${COUNT} damaged configs: nothing is thrown, every range lies in the file`,
  { timeout: 120_000 },
  async () => {
    let state: ConfigState | undefined;
    for (let index = 0; index < COUNT; index++) {
      const { text, random } = damaged(index);
      try {
        state = advance(read(text), state);
        const diagnostics = problemsOf(state.document, state.analysis).map((problem) =>
          toDiagnostic(problem),
        );
        const ranges = [
          ...diagnostics.map(({ range }) => range),
          ...codeLensesOf(state, undefined).map(({ range }) => range),
          ...symbolsOf(state.document).flatMap(({ range, selectionRange, children = [] }) => [
            range,
            selectionRange,
            ...children.map((child) => child.range),
          ]),
          ...inlayHintsOf(state, ALL).map(({ position }) => ({ start: position, end: position })),
        ];
        foldingOf(state.document);
        if (index % 5 === 0) {
          const offset = random(text.length + 1);
          const hover = hoverAt(state, offset);
          if (hover?.range) ranges.push(hover.range);
          const renamed = renameRange(state.document, offset);
          if (renamed) ranges.push(renamed);
          const listFolder = () => Promise.resolve([]);
          for (const { textEdit } of await completionsAt(state.document, offset, { listFolder }))
            if (textEdit && 'range' in textEdit) ranges.push(textEdit.range);
          for (const { edit } of codeActionsOf(state, diagnostics.slice(0, 3)))
            ranges.push(
              ...Object.values(edit?.changes ?? {}).flatMap((edits) => edits.map(({ range }) => range)),
            );
        }
        expect(outside(text, ranges)).toEqual([]);
      } catch (error) {
        throw new Error(`config ${index}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
  },
);
