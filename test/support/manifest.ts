import type { Experiment } from '../../src/experiment/experiment';
import type { RunManifest } from '../../src/runs/run';
import type { RunStart } from '../../src/runs/store/runWriter';

const none = { name: 'zeros', parameters: {} };

interface ExperimentOptions {
  readonly seeds?: readonly number[];
  readonly outputs?: number;
  readonly name?: string;
  readonly loss?: Experiment['training']['loss'];
}

/** A classifier of `outputs` classes with three relu layers of 100, 50 and 20 units. */
export function experimentOf(
  labels: readonly string[],
  { seeds = [1], outputs = 10, name = 'Depth', loss = 'softmaxCrossEntropy' }: ExperimentOptions = {},
): Experiment {
  const widths = [100, 50, 20];
  const dense = (units: number, i: number, activated: boolean): Experiment['model']['layers'][number] => ({
    name: `dense_${i + 1}`,
    type: 'dense',
    parameters: { units },
    ...(activated && { activation: { name: 'relu', parameters: {} } }),
    inputShape: [i === 0 ? 784 : widths[i - 1]!],
    outputShape: [units],
  });
  return {
    name,
    engine: 'auto',
    dataset: {
      source: 'mnist-embedded',
      parameters: {},
      normalization: 'unit',
      validation: { kind: 'default' },
      splitSeed: 0,
    },
    model: {
      inputShape: [784],
      outputs,
      layers: [...widths.map((units, i) => dense(units, i, true)), dense(outputs, 3, false)],
    },
    initializers: labels.map((label) => ({
      label,
      layers: { dense_1: { kernel: { name: 'heNormal', parameters: {} }, bias: none } },
    })),
    training: {
      optimizer: { name: 'adam', parameters: { learningRate: 0.001 } },
      loss,
      clipping: {},
      batchSize: 100,
      length: { kind: 'epochs', epochs: 2 },
      seeds,
    },
    telemetry: { probeSamples: 512, probeInterval: 50 },
  };
}

export const startOf = (experiment: Experiment): RunStart => ({
  experiment,
  config: { path: '/work/depth.initscope.yaml', text: 'name: Depth\n' },
  versions: { initscope: '0.1.0', node: '20.20.2' },
  engine: { name: 'cpu', version: '4.22.0', device: 'CPU', reason: 'first that works' },
  samples: { train: 9000, validation: 1000 },
  totalSteps: 180,
  stepsPerEpoch: 90,
});

/** run.json of a run that trains. */
export const manifestOf = (experiment: Experiment): RunManifest => ({
  format: 1,
  id: '2026-01-01_00-00-00-abcd',
  name: '2026-01-01_00-00-00-abcd',
  ...startOf(experiment),
  host: 'testhost',
  pid: 100,
  started: '2026-01-01T00:00:00.000Z',
  state: 'running',
  trials: experiment.initializers.flatMap(({ label }) =>
    experiment.training.seeds.map((seed) => ({
      initializer: label,
      seed,
      state: 'waiting' as const,
      step: 0,
    })),
  ),
});
