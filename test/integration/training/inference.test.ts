import { join } from 'node:path';
import { expect, test } from 'vitest';
import { normalizedInput } from '../../../src/data/gather';
import type { Dataset } from '../../../src/data/dataset';
import { loadDataset } from '../../../src/data/load';
import { describeDataset } from '../../../src/data/registry';
import { gatherRows } from '../../../src/data/split';
import { openCpu } from '../../../src/engine/cpu';
import type { Experiment } from '../../../src/experiment/experiment';
import { parseExperiment } from '../../../src/experiment/parse';
import type { Checkpoint } from '../../../src/runs/checkpoint';
import { createControl } from '../../../src/training/control';
import { prepareNetworks } from '../../../src/training/inference';
import type { Networks } from '../../../src/training/inference';
import { runExperiment } from '../../../src/training/runExperiment';

/** Everything that evaluation treats otherwise than training; validation samples are normalised in a way of their own. */
const config = `
dataset:
  source: mnist-embedded
  normalization: standardize
  validationNormalization: unit
  trainSize: 200
  validationSize: 30
model:
  layers:
    - flatten
    - dense: { units: 12, name: first }
    - batchNorm
    - activation: { rrelu: {} }
    - stopGradient
    - dropout: 0.3
    - dense: 10
initializers: [heNormal]
training: { batchSize: 20, steps: 15, seeds: [1], cacheFrozen: true }
telemetry: false
`;

interface Trained {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly checkpoint: Checkpoint;
  readonly networks: Networks;
}

async function trained(work: (trained: Trained) => Promise<void>): Promise<void> {
  const { experiment } = parseExperiment(config, { path: '/inference.initscope.yaml', describeDataset });
  if (!experiment) throw new Error('the config is not valid');
  const dataset = await loadDataset(experiment.dataset, {
    mediaFolder: join(import.meta.dirname, '../../../media'),
    cacheFolder: '/nowhere',
  });
  const engine = await openCpu();
  try {
    const saved: Checkpoint[] = [];
    await runExperiment({
      experiment,
      dataset,
      engine,
      control: createControl(),
      clock: { wallTime: () => 0, now: () => performance.now() },
      sink: { scalar: () => undefined, histogram: () => undefined },
      checkpoints: { save: (_trial, checkpoint) => Promise.resolve(void saved.push(checkpoint)) },
      onTrial: () => undefined,
      onProgress: () => undefined,
    });
    const networks = await prepareNetworks(experiment, dataset, engine);
    await work({ experiment, dataset, checkpoint: saved.at(-1)!, networks });
  } finally {
    engine.dispose();
  }
}

test('a sample that is given by its stored values is answered as the same sample of the set', () =>
  trained(async ({ dataset: { validation }, checkpoint, networks }) => {
    const network = networks.load(checkpoint.tensors);
    const { outputs, loss, accuracy } = await network.evaluate();
    expect({ step: 15, loss, accuracy }).toEqual(checkpoint.validation);
    for (const sample of [0, 17, 29]) {
      const stored = gatherRows(validation.values, 784, Uint32Array.of(sample));
      const alone = await network.outputsFor(normalizedInput(validation, stored));
      for (const [output, value] of alone.entries())
        expect(value).toBeCloseTo(outputs[sample * 10 + output]!, 4);
    }
  }));

test('tensors of another model are refused with both shapes', () =>
  trained(({ checkpoint, networks }) => {
    const { tensors } = checkpoint;
    const narrow = { shape: [784, 11], values: new Float32Array(784 * 11) };
    expect(() => networks.load({ ...tensors, 'weights/first/kernel': narrow })).toThrow(
      /weights\/first\/kernel of shape 784×12; this one has 784×11/,
    );
    expect(() => networks.load({})).toThrow('none');
    return Promise.resolve();
  }));
