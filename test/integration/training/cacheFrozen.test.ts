import { describe, expect, test } from 'vitest';
import { loadDataset } from '../../../src/data/load';
import { describeDataset } from '../../../src/data/registry';
import { openEngine } from '../../../src/engine/open';
import { locateServices } from '../../../src/engine/services';
import { parseExperiment } from '../../../src/experiment/parse';
import { createControl } from '../../../src/training/control';
import { runExperiment } from '../../../src/training/runExperiment';
import type { Engine } from '../../../src/engine/engine';

/** Frozen at the beginning, with statistics and dropout that are still; noise and a batch that is not whole behind. */
const config = (cacheFrozen: boolean): string => `
dataset: { source: { spiral: { samples: 330 } }, validation: 70 }
model:
  layers:
    - dense: { units: 24, name: first }
    - batchNorm: { name: norm }
    - activation: tanh
    - dense: { units: 17, name: second }
    - stopGradient
    - dropout: 0.2
    - dense: 9
    - dense: 2
initializers: [heNormal, glorotUniform]
training:
  batchSize: 32
  epochs: 3
  seeds: [1, 2]
  optimizer: { adam: { learningRate: 0.01 } }
  cacheFrozen: ${String(cacheFrozen)}
telemetry: { probeSamples: 50, probeInterval: 10 }
`;

async function measure(engine: Engine, cacheFrozen: boolean): Promise<ReadonlyMap<string, number>> {
  const { experiment } = parseExperiment(config(cacheFrozen), {
    path: '/cache.initscope.yaml',
    describeDataset,
  });
  if (!experiment) throw new Error('the config is not valid');
  const measured = new Map<string, number>();
  await runExperiment({
    experiment,
    dataset: await loadDataset(experiment.dataset, { mediaFolder: '/nowhere', cacheFolder: '/nowhere' }),
    engine,
    control: createControl(),
    clock: { wallTime: () => 0, now: () => performance.now() },
    sink: {
      scalar: ({ initializer, seed }, { split, tag, step, value }) =>
        measured.set([initializer, seed, split, tag, step].join(' '), value),
      histogram: () => undefined,
    },
    onTrial: () => undefined,
    onProgress: () => undefined,
  });
  return measured;
}

describe.each(['cpu', 'wasm', 'onnxruntime'] as const)('on %s', (name) => {
  test('frozen layers that are computed once give the same numbers to the last bit', async () => {
    const { engine } = await openEngine(name, locateServices(import.meta.dirname, []));
    try {
      const [always, once] = [await measure(engine, false), await measure(engine, true)];
      expect(always.size).toBeGreaterThan(300);
      expect([...always.keys()].some((key) => key.includes('gradient_norm/dense_3'))).toBe(true);
      expect([...always.keys()].some((key) => key.includes('gradient_norm/first'))).toBe(false);
      expect(once).toEqual(always);
    } finally {
      engine.dispose();
    }
  });
});
