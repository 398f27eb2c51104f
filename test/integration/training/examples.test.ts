import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDataset } from '../../../src/data/load';
import { describeDataset } from '../../../src/data/registry';
import { openEngine } from '../../../src/engine/open';
import type { Engine } from '../../../src/engine/engine';
import { locateServices } from '../../../src/engine/services';
import type { DatasetSpec, Experiment } from '../../../src/experiment/experiment';
import { parseExperiment } from '../../../src/experiment/parse';
import { exampleNames, exampleText } from '../../../src/experiment/templates';
import type { TrialManifest } from '../../../src/runs/run';
import { createControl } from '../../../src/training/control';
import { runExperiment } from '../../../src/training/runExperiment';

const MEDIA = join(import.meta.dirname, '..', '..', '..', 'media');
const SAMPLES = 64;
const VALIDATED = 20;
const BATCH = 16;
const STEPS = 2;

/** Initializers that are meant to break. */
const DIVERGE: Readonly<Record<string, readonly string[]>> = { fixup: ['heNormal'] };

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-examples-'));
  // pictures of CIFAR-10's size; what is on them does not matter here
  const record = (i: number): number[] => [i % 10, ...Array.from({ length: 3072 }, (_, j) => (i * j) % 256)];
  const batch = (count: number): Uint8Array =>
    Uint8Array.from(Array.from({ length: count }, (_, i) => record(i)).flat());
  await writeFile(join(folder, 'data_batch_1.bin'), batch(SAMPLES));
  await writeFile(join(folder, 'test_batch.bin'), batch(VALIDATED));
  ({ engine } = await openEngine('wasm', locateServices(import.meta.dirname, [])));
});
afterAll(async () => {
  engine.dispose();
  await rm(folder, { recursive: true });
});

/** Data of the same shape that is at hand, and little of it. */
function atHand(dataset: DatasetSpec): DatasetSpec {
  const stand: Readonly<Record<string, string>> = {
    mnist: 'mnist-embedded',
    'fashion-mnist': 'mnist-embedded',
    cifar10: folder,
  };
  return {
    ...dataset,
    source: stand[dataset.source] ?? dataset.source,
    trainSize: Math.min(SAMPLES, dataset.trainSize ?? SAMPLES),
    validationSize: VALIDATED,
  };
}

function parsed(name: string): Experiment {
  const { experiment } = parseExperiment(exampleText(name) ?? '', {
    path: join(folder, `${name}.initscope.yaml`),
    describeDataset,
  });
  if (!experiment) throw new Error(`${name} is not valid`);
  return experiment;
}

test.each(exampleNames.map((name) => [name]))('%s trains', async (name) => {
  const experiment = parsed(name);
  const { training, dataset } = experiment;
  const losses = new Map<string, number[]>();
  const trials = new Map<string, TrialManifest>();
  await runExperiment({
    experiment: {
      ...experiment,
      training: {
        ...training,
        batchSize: BATCH,
        length: { kind: 'steps', steps: STEPS },
        seeds: training.seeds.slice(0, 1),
      },
      telemetry: { probeSamples: 20, probeInterval: 1 },
    },
    dataset: await loadDataset(atHand(dataset), { mediaFolder: MEDIA, cacheFolder: folder }),
    engine,
    control: createControl(),
    clock: { wallTime: () => 0, now: () => performance.now() },
    sink: {
      scalar: ({ initializer }, { split, tag, value }) => {
        if (split === 'train' && tag === 'loss')
          losses.set(initializer, [...(losses.get(initializer) ?? []), value]);
      },
      histogram: () => undefined,
    },
    onTrial: (trial) => void trials.set(trial.initializer, trial),
    onProgress: () => undefined,
  });
  for (const { label } of experiment.initializers) {
    const breaks = DIVERGE[name]?.includes(label) ?? false;
    expect(trials.get(label)?.state, label).toBe(breaks ? 'diverged' : 'finished');
    expect(losses.get(label)?.length, label).toBeGreaterThanOrEqual(breaks ? 1 : STEPS);
    expect(losses.get(label)?.[0], label).toBeLessThan(Infinity);
  }
});
