/**
 * How fast predictions are: `npm run bench -- theory`. Predicts a model of 50 layers under 12 initializers, and prints
 * the time of the first prediction (cold), and of later ones: of the same config, and of a config in which the numbers
 * of all initializers have just been edited: the lowest, the median, and the median processor time, which a busy
 * machine does not stretch. The language server predicts less on a keystroke, only what has changed. Each activation
 * is predicted in a process of its own, as a config mostly has one. Goal: 5 ms.
 */
import { execFileSync } from 'node:child_process';
import { defaultParameters, entryOf } from '../src/nn/parameters';
import { initializers } from '../src/nn/initializers/registry';
import type { Initializer, InitializerSpec } from '../src/nn/initializers/initializer';
import { activations } from '../src/nn/activations/registry';
import type { Activation } from '../src/nn/activations/activation';
import type { LayerInitializers } from '../src/nn/initialize';
import type { LayerSpec, ModelSpec } from '../src/nn/layers/layer';
import { createTheoryCache } from '../src/theory/cache';
import type { TheoryCache } from '../src/theory/cache';
import { predict } from '../src/theory/predict';
import type { PredictOptions } from '../src/theory/predict';

const DEPTH = 50;
const WIDTH = 256;
const ROUNDS = 30;
/** Rounds before the clock counts: a person types into a server that is warm. */
const WARM_UP = 100;
const NAMES = [
  'heNormal',
  'heUniform',
  'glorotNormal',
  'glorotUniform',
  'lecunNormal',
  'pytorchDefault',
  'orthogonal',
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'zeros',
  'constant',
];
const INPUT = {
  mean: 0.1307,
  secondMoment: 0.112,
  correlation: 0.4,
  meanSpread: 0.0433,
  energySpread: 0.3635,
};
const OPTIONS: PredictOptions = {
  probeSamples: 256,
  batchSize: 256,
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'adam', parameters: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } },
};

function modelOf(name: string): ModelSpec {
  const { parameters } = entryOf<Activation>(activations, 'activation', name);
  const activation = { name, parameters: defaultParameters(parameters) };
  const layers = Array.from({ length: DEPTH }, (_, i): LayerSpec => {
    const last = i === DEPTH - 1;
    return {
      name: `dense_${i + 1}`,
      type: 'dense',
      parameters: { units: last ? 10 : WIDTH, useBias: true },
      inputShape: [i === 0 ? 784 : WIDTH],
      outputShape: [last ? 10 : WIDTH],
      ...(!last && { activation }),
    };
  });
  return { inputShape: [784], outputs: 10, layers };
}

/** @param edit changes the numbers of initializers that have any, so that nothing is looked up as it stands */
function choicesOf({ layers }: ModelSpec, edit: number, bias: InitializerSpec): readonly LayerInitializers[] {
  return NAMES.map((name) => {
    const defaults = defaultParameters(entryOf<Initializer>(initializers, 'initializer', name).parameters);
    const edited = Object.entries<unknown>(defaults).map(([key, value]): [string, unknown] => [
      key,
      typeof value === 'number' ? value * (1 + edit) : value,
    ]);
    const kernel = { name, parameters: Object.fromEntries(edited) };
    return Object.fromEntries(layers.map((layer) => [layer.name, { kernel, bias }]));
  });
}

interface Time {
  readonly wall: number;
  readonly processor: number;
}

function predictAll(model: ModelSpec, choices: readonly LayerInitializers[], cache: TheoryCache): Time {
  // asking for the processor time takes up to a millisecond itself
  const used = process.cpuUsage();
  const start = performance.now();
  for (const layers of choices) predict(model, { layers }, INPUT, OPTIONS, cache);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { wall, processor: (user + system) / 1e3 };
}

/** The lowest of the times is what the machine can do; the median includes what else it was doing. */
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;
const ms = (time: number): string => time.toFixed(2).padStart(6);

const times = (all: readonly Time[]): string => {
  const wall = all.map((one) => one.wall);
  return `${ms(Math.min(...wall))} / ${ms(median(wall))} / ${ms(median(all.map(({ processor }) => processor)))}`;
};

interface Case {
  readonly activation: string;
  /** Of all layers. */
  readonly bias: number;
}

const CASES: readonly Case[] = [
  ...Object.keys(activations).map((activation) => ({ activation, bias: 0 })),
  { activation: 'relu', bias: 0.1 },
  { activation: 'tanh', bias: 0.1 },
];

function bench({ activation, bias: value }: Case): void {
  const bias = value === 0 ? { name: 'zeros', parameters: {} } : { name: 'constant', parameters: { value } };
  const model = modelOf(activation);
  const cache = createTheoryCache();
  const cold = predictAll(model, choicesOf(model, 0, bias), cache);
  const rounds = Array.from({ length: WARM_UP + ROUNDS }, (_, i) => i);
  const same = rounds.map(() => predictAll(model, choicesOf(model, 0, bias), cache)).slice(WARM_UP);
  const edited = rounds
    .map((i) => predictAll(model, choicesOf(model, 1e-3 * (i + 1), bias), cache))
    .slice(WARM_UP);
  const title = `${activation}${value === 0 ? '' : `, bias ${value}`}`;
  console.log(
    `${title.padEnd(15)} first ${ms(cold.wall)}   same again ${times(same)}   edited ${times(edited)}`,
  );
}

const [, self = '', chosen] = process.argv;
const one = chosen === undefined ? undefined : CASES[Number(chosen)];
if (one) bench(one);
else {
  console.log(
    `${DEPTH} layers of ${WIDTH}, ${NAMES.length} initializers; ${ROUNDS} rounds, milliseconds (lowest / median / processor)`,
  );
  for (const index of CASES.keys())
    execFileSync(process.execPath, [...process.execArgv, self, String(index)], { stdio: 'inherit' });
}
