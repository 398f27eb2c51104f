import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAndInspect } from '../../../src/experiment/inspect';
import { config } from './config';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-config-'));
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${2 * i},${i % 2 ? 'odd' : 'even'}`);
  await writeFile(join(folder, 'numbers.csv'), ['x,y,label', ...rows].join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

const inspect = (text: string): ReturnType<typeof parseAndInspect> =>
  parseAndInspect(text, join(folder, 'test.initscope.yaml'));

describe('parseAndInspect', () => {
  it('learns shape and classes of a local file', async () => {
    const { experiment, problems } = await inspect(
      config({ dataset: './numbers.csv', layers: '[dense: 2]' }),
    );
    expect(problems).toEqual([]);
    expect(experiment?.dataset.source).toBe(join(folder, 'numbers.csv'));
    expect(experiment?.model).toMatchObject({ inputShape: [2], outputs: 2 });
  });

  it('reports a file that is not there at its place in the config', async () => {
    const { experiment, problems } = await inspect(
      config({ dataset: './letters.csv', layers: '[dense: 2]' }),
    );
    expect(experiment).toBeUndefined();
    expect(problems).toMatchObject([
      { code: 'unreadable-dataset', range: { start: { line: 1, column: 10 } } },
    ]);
    expect(problems[0]?.message).toContain('letters.csv');
  });

  it('reads nothing for a known dataset', async () => {
    expect((await inspect(config({}))).experiment?.dataset.source).toBe('mnist-embedded');
  });
});
