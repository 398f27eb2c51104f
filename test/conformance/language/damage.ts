import { CONFIGS, SCRAPS, example } from '../../../scripts/fuzz/configs';
import { createStream } from '../../../src/random/stream';

const SEEDS = [example('minimal.initscope.yaml'), example('cnn.initscope.yaml'), ...CONFIGS];

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

/** The n-th config with up to four kinds of damage. */
export function damaged(index: number): { text: string; random: Random } {
  const stream = createStream(index, 'mutations');
  const random: Random = (below) => Math.floor(stream.uniform() * below);
  let text = SEEDS[random(SEEDS.length)]!;
  for (let left = 1 + random(4); left > 0; left--) text = MUTATIONS[random(MUTATIONS.length)]!(text, random);
  return { text, random };
}
