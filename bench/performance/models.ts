import { parseExperiment } from '../../src/experiment/parse';
import type { Experiment } from '../../src/experiment/experiment';

/** The three networks that speed is measured on. Their names are those of docs/performance.md and of torch_peer.py. */
export const MODELS = {
  a: {
    title: 'MLP 784-256-256-10, batch 128',
    inputShape: [28, 28, 1],
    batch: 128,
    layers: '[flatten, dense: 256, dense: 256, dense: 10]',
  },
  b: {
    title: 'MLP 3072-512-256×4-10, batch 100',
    inputShape: [32, 32, 3],
    batch: 100,
    layers: '[flatten, dense: 512, dense: 256, dense: 256, dense: 256, dense: 256, dense: 10]',
  },
  c: {
    title: 'CNN: conv 128 3×3 stride 2, maxPool 3, batchNorm, dense 100, dense 10; batch 32',
    inputShape: [28, 28, 1],
    batch: 32,
    layers:
      '[conv2d: { filters: 128, kernelSize: 3, strides: 2, padding: same, activation: linear }, maxPool2d: 3, batchNorm, flatten, dense: 100, dense: 10]',
  },
} as const;
export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as ModelName[];

/** Ten initializers, as someone who compares them would write. */
const INITIALIZERS = `[zeros, randomNormal: { stddev: 0.01 }, randomNormal: { stddev: 0.05 }, randomUniform: { minval: -0.05, maxval: 0.05 },
  glorotNormal, glorotUniform, heNormal, heUniform, lecunNormal, orthogonal]`;

export interface BenchOptions {
  readonly dataset: string;
  readonly steps: number;
  /** Without it: no probes, no histograms. */
  readonly telemetry: boolean;
  /** In place of the ten; each with a seed of its own, from 1. */
  readonly trials?: number;
  /** In place of the ten, as a config has them. */
  readonly initializers?: string;
  /** Updates between two evaluations; the default is one before and one after. */
  readonly evaluationInterval?: number;
  /** Units of the hidden layers of (a), in place of its own. */
  readonly width?: number;
}

/** What is timed, and the samples of its minibatches. */
export interface BenchExperiment {
  readonly experiment: Experiment;
  readonly batch: number;
}

/** The experiment of ten initializers on one of the models. */
export function experimentOn(
  name: ModelName,
  {
    dataset,
    steps,
    telemetry,
    trials,
    initializers = trials === undefined ? INITIALIZERS : '[heNormal]',
    evaluationInterval = steps,
    width,
  }: BenchOptions,
): BenchExperiment {
  const { batch, layers, inputShape } = MODELS[name];
  const seeds = Array.from({ length: trials ?? 1 }, (_, i) => i + 1);
  const text = `
dataset: { source: ${JSON.stringify(dataset)} }
model: { activation: relu, layers: ${width === undefined ? layers : `[flatten, dense: ${width}, dense: ${width}, dense: 10]`} }
initializers: ${initializers}
training: { optimizer: { adam: { learningRate: 0.001 } }, batchSize: ${batch}, steps: ${steps}, evaluationInterval: ${evaluationInterval}, seeds: [${seeds.join()}] }
telemetry: ${telemetry ? '{ probeSamples: 512, probeInterval: 50 }' : 'false'}
`;
  const { experiment, problems } = parseExperiment(text, {
    path: `/bench/${name}.initscope.yaml`,
    describeDataset: (source) => ({
      name: source,
      title: source,
      inputShape,
      outputs: 10,
      classes: Array.from({ length: 10 }, (_, i) => String(i)),
    }),
  });
  if (!experiment) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { experiment, batch };
}
