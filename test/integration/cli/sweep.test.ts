import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunManifest } from '../../../src/runs/run';
import { bundleCommand } from './command';
import type { Command } from './command';

const WAIT = { timeout: 120_000, interval: 50 };

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

/** Four runs of points in the plane. @param length of each */
const config = (length: string, sweep = '{ stddev: [0.1, 1e21], depth: [1, 2] }'): string => `
dataset: { source: { circles: { samples: 200 } }, validation: 0.2 }
model: { layers: [dense: 8, dense: 2] }
initializers: [randomNormal, heNormal]
training: { batchSize: 32, ${length}, checkpoint: { steps: 5 } }
telemetry: { probeSamples: 32, probeInterval: 5 }
sweep: ${sweep}
`;

/** Of all runs of an experiment, by their names. */
async function manifests(experiment: string): Promise<ReadonlyMap<string, RunManifest>> {
  const runs = join(command.folder, '.initscope', 'runs', experiment);
  const texts = await Promise.all(
    (await readdir(runs)).map((id) => readFile(join(runs, id, 'run.json'), 'utf8')),
  );
  const all = texts.map((text) => JSON.parse(text) as RunManifest);
  return new Map(all.map((manifest) => [manifest.name, manifest]));
}

const POINTS = ['stddev=0.1 depth=1', 'stddev=0.1 depth=2', 'stddev=1e+21 depth=1', 'stddev=1e+21 depth=2'];

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('trains every point of the grid, and prints it', { timeout: 240_000 }, async () => {
  const file = await command.write('grid.initscope.yaml', config('epochs: 30'));
  const { code, out, err } = await command.run('run', file, '--engine', 'wasm', '--epochs', '1');
  expect(code, err).toBe(0);
  expect(err.match(/^\[\d\/4\] .*$/gm)).toEqual(POINTS.map((name, index) => `[${index + 1}/4] ${name}`));
  const [first = '', second = ''] = out.split('\n\n');
  expect(first.split('\n')[0]).toBe('randomNormal');
  expect(first.split('\n')[1]).toMatch(/^stddev ╲ depth +1 +2$/);
  expect(first).toMatch(/^stddev=0\.1 +\d+\.\d % +\d+\.\d %$/m);
  expect(first).toMatch(/^stddev=1e\+21 +diverged +diverged$/m);
  expect(second.split('\n')[0]).toBe('heNormal');

  const runs = await manifests('grid');
  expect([...runs.keys()].sort()).toEqual([...POINTS].sort());
  const ids = new Set([...runs.values()].map(({ sweep }) => sweep?.id));
  expect(ids.size).toBe(1);
  expect(runs.get('stddev=1e+21 depth=2')).toMatchObject({
    state: 'finished',
    experiment: { training: { length: { kind: 'epochs', epochs: 1 } } },
    sweep: {
      axes: [
        { name: 'stddev', values: [0.1, 1e21] },
        { name: 'depth', values: [1, 2] },
      ],
      at: [1, 1],
      changes: { engine: 'wasm', epochs: 1 },
    },
  });
  expect((await command.run('show', 'stddev=0.1 depth=2')).out).toContain('stddev ╲ depth');

  const report = await command.run('report', 'stddev=0.1 depth=2', '--format', 'md', '-o', 'a report.md');
  expect(report).toMatchObject({ code: 0, err: '' });
  const page = await readFile(join(command.folder, 'a report.md'), 'utf8');
  const pictures = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, address = '']) => address);
  for (const id of ['sweep-accuracy-0', 'sweep-loss-1', 'sweep-variance-0', 'loss', 'accuracy', 'byDepth'])
    expect(pictures).toContain(`a%20report-${id}.png`);
  const heatmap = await readFile(join(command.folder, 'a report-sweep-accuracy-0.png'));
  expect(heatmap.subarray(1, 4).toString()).toBe('PNG');
  // drawn in colours and letters: an empty page of that size takes a tenth of it
  expect(heatmap.length).toBeGreaterThan(20_000);
  const html = await command.run('report', 'stddev=0.1 depth=2', '-o', 'grid.html');
  expect(html).toMatchObject({ code: 0, err: '' });
  expect(await readFile(join(command.folder, 'grid.html'), 'utf8')).not.toContain(command.folder);
});

test('a killed sweep goes on where it was: runs that are done stay', { timeout: 240_000 }, async () => {
  // the second point never ends by itself
  const file = await command.write(
    'killed.initscope.yaml',
    config('epochs: 1', '{ epochs: [1, 1000000, 2] }'),
  );
  const { child, outcome } = command.start('run', file, '--engine', 'wasm');
  const held = 'epochs=1000000';
  await vi.waitFor(async () => {
    const trial = (await manifests('killed')).get(held)?.trials[0];
    expect(trial?.checkpoint).toBeGreaterThan(0);
  }, WAIT);
  const pid = (await manifests('killed')).get(held)?.pid ?? 0;
  child.kill('SIGKILL');
  await outcome;
  await vi.waitUntil(() => !isAlive(pid), WAIT);
  const before = (await manifests('killed')).get('epochs=1');
  expect(before?.state).toBe('finished');

  const again = command.start('resume', before?.id ?? '');
  await vi.waitFor(async () => {
    expect((await manifests('killed')).get(held)?.resumed).toHaveLength(1);
  }, WAIT);
  // a first Ctrl-C stops the run and, with it, the sweep
  again.child.kill('SIGINT');
  const { code, err } = await again.outcome;
  expect(code).toBe(130);
  expect(err).toContain('sweep of 3 runs, 1 of them done before');
  expect(err).toMatch(/2 of 3 runs are left\. To go on: initscope resume \S+/);
  const after = await manifests('killed');
  expect([...after.keys()].sort()).toEqual(['epochs=1', held]);
  expect(after.get('epochs=1')).toEqual(before);
});

test('a mistake at one point is told where its value stands', async () => {
  const file = await command.write('wrong.initscope.yaml', config('epochs: 1', '{ batchSize: [32, 1000] }'));
  const { code, err } = await command.run('run', file);
  expect(code).toBe(2);
  expect(err).toContain('wrong.initscope.yaml:7:26: error: ');
  expect(err).toContain('(at batchSize=1000)');
});
