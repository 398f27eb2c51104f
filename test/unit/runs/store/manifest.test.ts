import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/runs/clock';
import type { RunManifest } from '../../../../src/runs/run';
import { parseManifest, readManifest, updateManifest } from '../../../../src/runs/store/manifest';
import { createRun, fakeProcesses } from '../experiment';
import { temporaryFolder } from '../temporaryFolder';

const dependencies = { processes: fakeProcesses(), clock: systemClock };

async function manifestText(): Promise<string> {
  const writer = await createRun(temporaryFolder());
  return readFileSync(join(writer.folder, 'run.json'), 'utf8');
}

describe('parseManifest', () => {
  test.each([
    ['not JSON', () => '{"format": 1,', /run\.json is not JSON/],
    ['no object', () => '[]', /`run.json` is \[\], expected an object/],
    ['of a newer version', () => '{"format": 2}', /format 2, made by a newer InitScope/],
    ['without format', () => '{}', /`format` is missing, expected 1/],
  ])('%s', (_, text, message) => {
    expect(() => parseManifest(text(), '/r/run.json')).toThrow(message);
  });

  test.each([
    ['state', { state: 'sleeping' }, /`state` is "sleeping", expected one of running, paused/],
    [
      'trials',
      { trials: [{ initializer: 'a', seed: 1, state: 'running' }] },
      /`trials\[0\].step` is missing/,
    ],
    ['totalSteps', { totalSteps: '5' }, /`totalSteps` is "5", expected a number/],
  ])('a wrong %s is named', async (_, change, message) => {
    const value = JSON.parse(await manifestText()) as object;
    expect(() => parseManifest(JSON.stringify({ ...value, ...change }), '/r/run.json')).toThrow(message);
  });
});

describe('updateManifest', () => {
  test('of many changes at once none is lost, and fields of later versions are kept', async () => {
    const { folder } = await createRun(temporaryFolder());
    const path = join(folder, 'run.json');
    const value = JSON.parse(readFileSync(path, 'utf8')) as RunManifest;
    writeFileSync(path, JSON.stringify({ ...value, later: [1], totalSteps: 0 }));
    const increment = (manifest: RunManifest): RunManifest => ({
      ...manifest,
      totalSteps: manifest.totalSteps + 1,
    });
    await Promise.all(Array.from({ length: 10 }, () => updateManifest(folder, increment, dependencies)));
    expect(await readManifest(folder)).toMatchObject({ totalSteps: 10, later: [1] });
    expect(readdirSync(folder).sort()).toEqual(['run.json', 'run.lock']);
  });

  test('a change that throws leaves the file as it was and unlocked', async () => {
    const { folder } = await createRun(temporaryFolder());
    const before = readFileSync(join(folder, 'run.json'), 'utf8');
    const broken = (): never => {
      throw new Error('no');
    };
    await expect(updateManifest(folder, broken, dependencies)).rejects.toThrow('no');
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(['run.json', 'run.lock']);
  });
});
