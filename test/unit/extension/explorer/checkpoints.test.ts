import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCheckpointNodes } from '../../../../src/extension/explorer/checkpoints';
import type { Keeping } from '../../../../src/extension/explorer/node';
import { asCheckpoint, asTrials } from '../../../../src/extension/runs/pickCheckpoint';
import type { CheckpointFacts } from '../../../../src/runs/checkpoint';
import { writeCheckpoint } from '../../../../src/runs/store/checkpoints';
import { trialFolderOf } from '../../../../src/runs/store/layout';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-explorer-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function keep(seed: number, step: number, more: Partial<CheckpointFacts> = {}): Promise<void> {
  const trial = trialFolderOf(folder, { initializer: 'he*Normal*', seed });
  await mkdir(trial, { recursive: true });
  await writeCheckpoint(
    trial,
    {
      format: 1,
      run: 'r',
      experiment: 'e',
      initializer: 'he*Normal*',
      seed,
      step,
      streams: { batches: { name: 'b', position: 0 }, noise: 'n' },
      saved: '2026-01-01T00:00:00Z',
      ...more,
    },
    {},
  );
}

const keeping = (latest: Keeping['latest'], resumable = false): Keeping => ({
  initializer: 'he*Normal*',
  latest,
  resumable,
});

test('lists what the trials of an initializer have kept, with the figures measured there', async () => {
  await keep(1, 10, { validation: { step: 10, loss: 0.5, accuracy: 0.9 } });
  // measured before it was saved: the figure is of another state
  await keep(1, 20, {
    validation: { step: 15, loss: 0.6, accuracy: 0.8 },
    best: { step: 10, loss: 0.5, accuracy: 0.9 },
  });
  await keep(2, 20, { validation: { step: 20, loss: 0.25 } });
  const nodes = await readCheckpointNodes({ run: { folder }, keeping: keeping({ 1: 20, 2: 20 }) });
  expect(nodes.map(({ label, description }) => [label, description])).toEqual([
    ['Step 10', 'seed 1 · accuracy 90.0 % · best'],
    ['Step 20', 'seed 1 · latest'],
    ['Step 20', 'seed 2 · loss 0.2500 · latest'],
  ]);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(3);
  expect(nodes[0]?.tooltip).toContain('he\\*Normal\\*');
  expect(nodes[1]?.tooltip).toContain('Validation at step 15');
});

test('training goes on from the latest alone, and only where the run can be resumed', async () => {
  await keep(1, 10);
  await keep(1, 20);
  const contexts = async (resumable: boolean): Promise<readonly string[]> =>
    (await readCheckpointNodes({ run: { folder }, keeping: keeping({ 1: 20 }, resumable) })).map(
      ({ context }) => context,
    );
  expect(await contexts(false)).toEqual(['checkpoint', 'checkpoint']);
  expect(await contexts(true)).toEqual(['checkpoint', 'checkpoint.resumable']);
});

test('a row tells commands which checkpoint or trials it stands for', async () => {
  await keep(7, 10);
  const parent = { run: { folder }, keeping: keeping({ 7: 10 }) };
  const [node] = await readCheckpointNodes(parent);
  expect(asCheckpoint(node)).toEqual({ initializer: 'he*Normal*', seed: 7, step: 10 });
  expect(asTrials(node)).toEqual([{ initializer: 'he*Normal*', seed: 7 }]);
  expect(asTrials(parent)).toEqual([{ initializer: 'he*Normal*', seed: 7 }]);
  expect([asCheckpoint(parent), asCheckpoint(undefined), asTrials({ folder })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
