import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readResults, writeResults } from '../../../src/reproduce/results';
import type { Results } from '../../../src/reproduce/results';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-results-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps results in a file that replaces the one before', async () => {
  const path = join(folder, 'below', 'results.json');
  expect(await readResults(path, 'full')).toEqual({ format: 2, mode: 'full', experiments: {} });
  const results: Results = {
    format: 2,
    mode: 'full',
    experiments: {
      fixup: {
        key: 'k',
        runs: [{ variant: 0, seeds: [1, 2], folder: 'runs/fixup/1' }],
        underWay: { variant: 0, seeds: [3], folder: 'runs/fixup/2' },
        partial: { found: 1, whole: 2 },
      },
    },
  };
  await writeResults(path, results);
  expect(await readResults(path, 'full')).toEqual(results);
  expect(await readdir(join(folder, 'below'))).toEqual(['results.json']);
});

it.each([
  ['{', 'JSON'],
  [
    '{"format":2,"mode":"full","experiments":{"fixup":{"key":1,"runs":[]}}}',
    '`experiments.fixup.key` is 1, expected a string',
  ],
  ['{"format":1,"mode":"full","experiments":{}}', '`format` is 1, expected one of 2'],
])('says what is wrong with %s', async (text, message) => {
  const path = join(folder, 'results.json');
  await writeFile(path, text);
  await expect(readResults(path, 'full')).rejects.toThrow(message);
  await expect(readResults(path, 'full')).rejects.toThrow(`Delete it to begin anew.`);
});
