/**
 * How fast the language service answers: `npm run bench -- language [rounds]`. Types into configs of about 1,000 lines
 * and prints the time from a keystroke to its diagnostics and of a completion: median, p95, lowest, and the processor
 * time of all threads in the middle, which a busy machine does not stretch. Goal: a p95 of 20 ms each.
 *
 * - usual: 40 layers and 12 initializers with comments, padded to 1,000 lines; a number of the model is edited
 * - patterns: one initializer per layer pattern, 900 lines of them; a number of one of them is edited
 * - compared: 950 initializers × 22 layers; a number of one of them is edited
 */
import { describeDataset } from '../src/data/registry';
import { completionsAt } from '../src/language/service/completion/complete';
import { parseConfig } from '../src/language/service/configDocument';
import { toDiagnostic } from '../src/language/service/diagnostics';
import { problemsOf } from '../src/language/service/problems';
import { advance } from '../src/language/service/state';
import type { ConfigState } from '../src/language/service/state';

const ROUNDS = Number(process.argv[2] ?? 100);
/** Rounds before the clock counts: a person types into a server that is warm. */
const WARM_UP = 100;
const URI = 'file:///w/bench.initscope.yaml';

interface Case {
  readonly title: string;
  /** The config with a number in it. */
  readonly text: (edit: number) => string;
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const model = (layers: number, width: number): string =>
  `dataset: mnist-embedded\nmodel:\n  layers:\n    - flatten\n${lines(layers, () => `    - dense: ${width}`)}\n    - dense: 10\n`;

const INITIALIZERS = [
  'heNormal',
  'heUniform',
  'glorotNormal',
  'glorotUniform',
  'lecunNormal',
  'pytorchDefault',
  'orthogonal',
  'zeros',
];

const CASES: readonly Case[] = [
  {
    title: 'usual',
    text: (edit) =>
      `${model(40, 128 + (edit % 64))}initializers:\n${lines(12, (i) =>
        i < INITIALIZERS.length ? `  - ${INITIALIZERS[i]!}` : `  - randomNormal: { stddev: 0.${i} }`,
      )}\n${lines(940, (i) => `# note ${i} on what is compared here and why`)}\n`,
  },
  {
    title: 'patterns',
    text: (edit) =>
      `${model(90, 64)}initializers:\n${lines(9, (i) => `  - label: mix ${i}\n    layers:\n${lines(91, (j) => `      dense_${j + 1}: { randomNormal: { stddev: 0.${i + 1}${i === 4 && j === 7 ? 100 + (edit % 800) : 0} } }`)}`)}\n`,
  },
  {
    title: 'compared',
    text: (edit) =>
      `${model(21, 64)}initializers:\n${lines(950, (i) => `  - randomNormal: { stddev: ${((i + 1) / 1000).toFixed(4)}${i === 400 ? 1 + (edit % 9) : ''} }`)}\n`,
  },
];

const at = (times: readonly number[], share: number): string =>
  (times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN)
    .toFixed(1)
    .padStart(6);

interface Times {
  readonly wall: number[];
  readonly processor: number[];
}

const summary = ({ wall, processor }: Times): string =>
  `median ${at(wall, 0.5)} ms   p95 ${at(wall, 0.95)}   lowest ${at(wall, 0)}   processor ${at(processor, 0.5)}`;

/** Does something, and notes how long that took. */
async function timed<T>({ wall, processor }: Times, act: () => Promise<T> | T): Promise<T> {
  // asking for the processor time takes up to a millisecond itself
  const used = process.cpuUsage();
  const start = performance.now();
  const result = await act();
  wall.push(performance.now() - start);
  const { user, system } = process.cpuUsage(used);
  processor.push((user + system) / 1e3);
  return result;
}

async function bench({ title, text }: Case): Promise<void> {
  let state: ConfigState | undefined;
  const [keystroke, completion]: [Times, Times] = [
    { wall: [], processor: [] },
    { wall: [], processor: [] },
  ];
  let told = 0;
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const config = text(round + WARM_UP);
    state = await timed(keystroke, () => {
      const next = advance(parseConfig(URI, round, config, describeDataset, state?.document), state);
      told = problemsOf(next.document, next.analysis).map((problem) => toDiagnostic(problem)).length;
      return next;
    });
    const { document } = state;
    const offset = config.indexOf('\n', config.indexOf('initializers:') + 20) - 3;
    await timed(completion, () => completionsAt(document, offset, { listFolder: () => Promise.resolve([]) }));
    if (round < 0)
      for (const { wall, processor } of [keystroke, completion]) wall.length = processor.length = 0;
  }
  console.log(`${title} (${text(0).split('\n').length} lines, ${told} diagnostics)`);
  console.log(`  keystroke to diagnostics   ${summary(keystroke)}`);
  console.log(`  completion                 ${summary(completion)}`);
}

void (async () => {
  for (const one of CASES) await bench(one);
})();
