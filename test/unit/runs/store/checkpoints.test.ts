import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CheckpointFacts } from '../../../../src/runs/checkpoint';
import {
  listCheckpoints,
  pruneCheckpoints,
  readCheckpoint,
  readLatestCheckpoint,
  writeCheckpoint,
} from '../../../../src/runs/store/checkpoints';
import { temporaryFolder } from '../temporaryFolder';

const facts = (step: number, change: Partial<CheckpointFacts> = {}): CheckpointFacts => ({
  format: 1,
  run: 'run',
  experiment: 'Depth',
  initializer: 'heNormal',
  seed: 1,
  step,
  streams: { batches: { name: 'batches/epoch-0', position: 32 * step }, noise: 'noise/<layer>/step-1' },
  saved: '2026-11-22T09:14:03.000Z',
  ...change,
});
const tensors = (value: number) => ({
  'weights/dense_1/bias': { shape: [1], values: Float32Array.of(value) },
});
const steps = async (trial: string): Promise<number[]> =>
  (await listCheckpoints(trial)).map((stored) => stored.facts.step);

describe('checkpoints of a trial', () => {
  test('are read as they were written, and replaced when their step comes again', async () => {
    const trial = temporaryFolder();
    const validation = { step: 9, loss: 0.5, accuracy: 0.75 };
    await writeCheckpoint(trial, facts(10, { validation }), tensors(1));
    const { folder } = await writeCheckpoint(trial, facts(10, { validation }), tensors(2));
    const read = await readCheckpoint(folder);
    expect(read).toMatchObject({ step: 10, validation, facts: facts(10, { validation }) });
    expect([...read.tensors['weights/dense_1/bias']!.values]).toEqual([2]);
    expect(readdirSync(join(trial, 'checkpoints'))).toEqual(['step-00000010']);
    expect(readdirSync(folder).sort()).toEqual(['checkpoint.json', 'state.safetensors']);
  });

  test('are kept by number and for their evaluation', async () => {
    const trial = temporaryFolder();
    for (const step of [5, 100, 20, 3]) await writeCheckpoint(trial, facts(step), tensors(step));
    expect(await steps(trial)).toEqual([3, 5, 20, 100]);
    await pruneCheckpoints(trial, { keepLast: 2 }, { step: 3, loss: 0.1 });
    expect(await steps(trial)).toEqual([3, 20, 100]);
    await pruneCheckpoints(trial, { keepLast: 1 }, undefined);
    expect(await steps(trial)).toEqual([100]);
  });

  test('that were cut short do not count', async () => {
    const trial = temporaryFolder();
    expect(await listCheckpoints(trial)).toEqual([]);
    await writeCheckpoint(trial, facts(1), tensors(1));
    mkdirSync(join(trial, 'checkpoints', 'step-00000002.tmp'));
    const { folder } = await writeCheckpoint(trial, facts(3), tensors(3));
    writeFileSync(join(folder, 'checkpoint.json'), '{"format": 1');
    expect(await steps(trial)).toEqual([1]);
    const notes: string[] = [];
    const latest = await readLatestCheckpoint(trial, (text) => void notes.push(text));
    expect(latest?.step).toBe(1);
    expect(notes).toEqual([expect.stringMatching(/step-00000003.checkpoint\.json: found .*expected JSON/)]);
  });

  test('of a newer format are refused', async () => {
    const { folder } = await writeCheckpoint(temporaryFolder(), facts(1), tensors(1));
    writeFileSync(join(folder, 'checkpoint.json'), '{"format": 2, "step": 1}');
    await expect(readCheckpoint(folder)).rejects.toThrow(/found format 2, step 1, expected format 1/);
  });
});
