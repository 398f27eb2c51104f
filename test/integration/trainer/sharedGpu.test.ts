import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProduct } from '../../../scripts/bundles';
import { describeDataset } from '../../../src/data/registry';
import type { Experiment } from '../../../src/experiment/experiment';
import { parseExperiment } from '../../../src/experiment/parse';
import { launchTrainer } from '../../../src/trainer/client';
import { findAdapter } from '../../conformance/engine/softwareGpu';
import { kept, measured } from '../../support/measured';

/** Two trainers on one GPU at once: neither changes what the other computes. */

const missing = await findAdapter();
if (missing !== undefined) console.warn(`SKIPPED: two trainers did not share a GPU: ${missing}`);

/** A GPU played by a processor that others use, too, answers when it comes to it. */
const PATIENCE_MS = 900_000;

/** One trial, so that nothing is timed to place it, and no more programs than training takes: shaders compile slowly. */
const config = (initializer: string): string => `
dataset: { source: { spiral: { samples: 40, classes: 2 } } }
model: { activation: relu, layers: [{ dense: 4 }, { dense: 2 }] }
initializers: [${initializer}]
training: { batchSize: 8, steps: 4, optimizer: sgd }
telemetry: false
health: false
engine: webgpu
`;

function experimentOf(text: string): Experiment {
  const { experiment, problems } = parseExperiment(text, { path: '/shared.initscope.yaml', describeDataset });
  if (!experiment) throw new Error(JSON.stringify(problems));
  return experiment;
}

let folder: string;
beforeAll(async () => {
  // inside the package, so that the engine is found
  folder = await mkdtemp(join(import.meta.dirname, '../../../.cache', 'shared-gpu-'));
  await bundleProduct('trainer', folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Trains an experiment in a process of its own. @returns all that it measured, and the bits of its last weights */
async function train(initializer: string): Promise<unknown> {
  const client = await launchTrainer({ script: join(folder, 'trainer.cjs'), hangLimitMs: PATIENCE_MS });
  const { runFolder, engine } = await client.start({
    experiment: experimentOf(config(initializer)),
    config: { path: join(folder, 'shared.initscope.yaml'), text: '' },
    runsFolder: join(folder, 'runs'),
    engineFolders: [],
    datasetCache: join(folder, 'datasets'),
  });
  expect(engine.name).toBe('webgpu');
  expect(await client.ended).toMatchObject({ kind: 'finished' });
  const weights = await kept(runFolder);
  expect(JSON.stringify(weights)).toMatch(/\[\[4\],/);
  return { weights, measured: await measured(runFolder) };
}

test.skipIf(missing !== undefined)(
  'an experiment beside another on a GPU computes to the bit what it computes alone',
  async () => {
    const alone = await train('heNormal');
    const [beside, other] = await Promise.all(['heNormal', 'glorotUniform'].map(train));
    expect(beside).toEqual(alone);
    expect(other).not.toEqual(alone);
  },
  PATIENCE_MS,
);
