import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RunReader } from '../../../src/runs/store/runReader';
import type { Columns } from '../../../src/runs/store/series';
import type { Split } from '../../../src/shared/tags';
import { bundleCommand } from './command';
import type { Command } from './command';

/** A network of 784-32-16-10 on 2,000 embedded digits; `label` sets experiments apart. */
const config = (initializers: string, epochs = 2): string => `
dataset: { source: mnist-embedded, trainSize: 2000, validationSize: 500 }
model:
  activation: relu
  layers: [flatten, dense: 32, dense: 16, dense: 10]
initializers: [${initializers}]
training: { optimizer: { adam: { learningRate: 0.005 } }, batchSize: 32, epochs: ${epochs}, seeds: [0] }
telemetry: { probeSamples: 128, probeInterval: 20 }
`;

interface Row {
  readonly initializer: string;
  readonly best: boolean;
  readonly accuracy: { readonly final: { readonly mean: number } };
  readonly loss: { readonly final: { readonly mean: number | string } };
  readonly dead: { readonly start: { readonly overall: number } };
  readonly verdict: { readonly code: string };
  readonly seeds: readonly {
    readonly state: string;
    readonly divergence?: { step: number; tensor: string };
  }[];
}
interface Result {
  readonly format: number;
  readonly run: { readonly id: string; readonly folder: string; readonly state: string };
  readonly initializers: readonly Row[];
}

/** More epochs than any machine trains while a test looks on. */
const ENDLESS = 1_000_000;

const WAIT = { timeout: 120_000, interval: 50 };

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

const curve = (reader: RunReader, initializer: string, split: Split, tag: string): Columns => {
  const found = reader.find({ initializer, seed: 0, split, tag });
  if (!found) throw new Error(`no ${split}/${tag} of ${initializer}`);
  return found;
};

describe.each(['wasm', 'cpu'])('a run on %s', (engine) => {
  let result: Result;
  let reader: RunReader;

  beforeAll(async () => {
    const huge = '{ randomNormal: { stddev: 1e20 }, label: huge }';
    const file = await command.write(`${engine}.initscope.yaml`, config(`zeros, heNormal, ${huge}`));
    const { code, out, err } = await command.run('run', file, '--engine', engine, '--json', '--report');
    expect(err).toContain(`on ${engine}`);
    expect(code).toBe(0);
    result = JSON.parse(out) as Result;
    reader = await RunReader.load(result.run.folder);
  });

  const row = (initializer: string): Row => {
    const found = result.initializers.find((one) => one.initializer === initializer);
    if (!found) throw new Error(`no row for ${initializer}`);
    return found;
  };

  test('is finished and saved as documented', () => {
    expect(result).toMatchObject({ format: 1, run: { state: 'finished' } });
    expect(reader.manifest.engine.name).toBe(engine);
    expect(reader.manifest.totalSteps).toBe(124);
  });

  test('zeros stay at chance: loss ln 10, all units dead, no weight but the last bias moves', () => {
    const zeros = row('zeros');
    expect(zeros.verdict.code).toBe('chance');
    expect(zeros.loss.final.mean).toBeCloseTo(Math.log(10), 1);
    expect(zeros.dead.start.overall).toBe(1);
    const [initial] = curve(reader, 'zeros', 'validation', 'loss').values;
    expect(initial).toBeCloseTo(Math.log(10), 5);
    for (const layer of ['dense_1', 'dense_2', 'dense_3']) {
      const kernel = `${layer}/kernel`;
      expect(Math.max(...curve(reader, 'zeros', 'probe', `update_ratio/${kernel}`).values)).toBe(0);
      expect(Math.max(...curve(reader, 'zeros', 'probe', `gradient_norm/${kernel}`).values)).toBe(0);
    }
    for (const layer of ['dense_1', 'dense_2'])
      expect(Math.max(...curve(reader, 'zeros', 'probe', `gradient_norm/${layer}/bias`).values)).toBe(0);
    expect(curve(reader, 'zeros', 'probe', 'gradient_norm/dense_3/bias').values[0]).toBeGreaterThan(0);
    expect(curve(reader, 'zeros', 'probe', 'update_ratio/dense_3/bias').values.at(-1)).toBeGreaterThan(0);
  });

  test('heNormal learns and is the best', () => {
    const he = row('heNormal');
    expect(he.accuracy.final.mean).toBeGreaterThan(0.7);
    expect(he.verdict.code).toBe('learned');
    expect(he.best).toBe(true);
  });

  test('an initializer that overflows diverges alone, its loss recorded as it is', () => {
    const { seeds, verdict } = row('huge');
    expect(verdict.code).toBe('diverged');
    expect(seeds[0]?.divergence?.step).toBe(0);
    const losses = curve(reader, 'huge', 'train', 'loss').values;
    expect(losses).toHaveLength(1);
    expect(losses[0]).not.toSatisfy(Number.isFinite);
  });

  test('every step has its training loss, every probe its statistics, from step 0 on', () => {
    const steps = Array.from({ length: 124 }, (_, step) => step);
    expect([...curve(reader, 'heNormal', 'train', 'loss').steps]).toEqual(steps);
    expect([...curve(reader, 'heNormal', 'train', 'accuracy').steps]).toEqual(steps);
    const probes = [0, 20, 40, 60, 80, 100, 120, 124];
    expect([...curve(reader, 'heNormal', 'probe', 'dead_fraction/dense_1').steps]).toEqual(probes);
    expect([...curve(reader, 'heNormal', 'probe', 'update_ratio/dense_1/kernel').steps]).toEqual(
      probes.slice(0, -1),
    );
    expect([...curve(reader, 'heNormal', 'validation', 'loss').steps]).toEqual([0, 62, 124]);
    const trial = { initializer: 'heNormal', seed: 0, split: 'probe' as const };
    expect(reader.histogramTags(trial)).toEqual(
      expect.arrayContaining([
        'weights/dense_1/kernel',
        'gradients/dense_1/kernel',
        'activations/dense_2',
        'pre_activations/dense_3',
      ]),
    );
  });

  test('histograms of gradients hold each weight once, and agree with the mean that the probe reduced', async () => {
    const of = { initializer: 'heNormal', seed: 0, split: 'probe' as const };
    const tag = 'gradients/dense_1/kernel';
    const points = (await reader.readHistograms(of, [tag])).get(tag) ?? [];
    expect(points.map(({ step }) => step)).toEqual([0, 62, 124]);
    const means = curve(reader, 'heNormal', 'probe', 'gradient_mean_abs/dense_1/kernel');
    for (const { step, edges, counts } of points.filter((point) => means.steps.includes(point.step))) {
      const total = counts.reduce((sum, count) => sum + count, 0);
      expect(total).toBe(784 * 32);
      const middles = counts.reduce(
        (sum, count, bin) => sum + count * Math.abs((edges[bin]! + edges[bin + 1]!) / 2),
        0,
      );
      const mean = means.values[means.steps.indexOf(step)]!;
      // a value lies at most half a bin from the middle of its own
      expect(Math.abs(middles / total - mean)).toBeLessThan((edges[1]! - edges[0]!) / 2);
    }
  });

  test('the initial variance is what He initialisation promises', () => {
    const second = curve(reader, 'heNormal', 'probe', 'pre_activation_second_moment/dense_1').values[0]!;
    // q = 2 E[x²] with E[x²] = 0.112 of MNIST on the unit scale; 32 units leave a wide spread
    expect(second / (2 * 0.112)).toBeGreaterThan(0.6);
    expect(second / (2 * 0.112)).toBeLessThan(1.6);
  });

  test('show repeats the figures', async () => {
    const { code, out } = await command.run('show', result.run.id);
    expect(code).toBe(0);
    expect(out).toContain(`${(100 * row('heNormal').accuracy.final.mean).toFixed(1)} %`);
    expect(out).toMatch(/heNormal ★.*[▁▂▃▄▅▆▇█]/);
    expect(out).toMatch(/huge.*diverged at step 0/);
  });

  test('the report is one page with the run in it', async () => {
    const html = await readFile(join(result.run.folder, 'report.html'), 'utf8');
    expect(html).toContain('heNormal');
    expect(html).not.toMatch(/(src|href)="https?:/);
  });

  test('an initializer has the same curve alone as among others', async () => {
    const file = await command.write(`${engine}-alone.initscope.yaml`, config('heNormal', 1));
    const { out } = await command.run('run', file, '--engine', engine, '--json');
    const alone = await RunReader.load((JSON.parse(out) as Result).run.folder);
    const losses = curve(alone, 'heNormal', 'train', 'loss').values;
    expect([...losses]).toEqual([...curve(reader, 'heNormal', 'train', 'loss').values.subarray(0, 62)]);
  });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a run that does not finish', () => {
  /** Waits until the latest run of an experiment trains, an earlier try of the same test left aside. */
  async function underWay(experiment: string) {
    await vi.waitUntil(async () => {
      const found = await command.manifest(experiment);
      return found?.manifest.state === 'running' && found.manifest.trials.some(({ step }) => step > 0);
    }, WAIT);
    return (await command.manifest(experiment))!;
  }

  test('a killed trainer leaves a readable, interrupted run', async () => {
    const file = await command.write('killed.initscope.yaml', config('heNormal', ENDLESS));
    const { outcome } = command.start('run', file, '--engine', 'wasm');
    const { manifest, folder } = await underWay('killed');
    process.kill(manifest.pid, 'SIGKILL');
    const { code, err } = await outcome;
    expect(code).toBe(1);
    expect(err).toContain('killed (SIGKILL)');
    const reader = await RunReader.load(folder);
    expect(reader.manifest.state).toBe('interrupted');
    expect(reader.manifest.failure?.message).toContain('killed (SIGKILL)');
    expect(curve(reader, 'heNormal', 'train', 'loss').steps.length).toBeGreaterThan(0);
    expect((await command.run('show', 'latest')).out).toContain('killed');
  });

  test('Ctrl-C stops and saves the run', async () => {
    const file = await command.write('stopped.initscope.yaml', config('heNormal', ENDLESS));
    const { child, outcome } = command.start('run', file, '--engine', 'wasm');
    await underWay('stopped');
    child.kill('SIGINT');
    const { code, out } = await outcome;
    expect(code).toBe(130);
    expect(out).toContain('stopped at step');
    expect((await command.manifest('stopped'))?.manifest).toMatchObject({
      state: 'stopped',
      trials: [{ state: 'stopped' }],
    });
  });
});

describe('a host that dies', () => {
  test('leaves no trainer behind, and a run that reads as interrupted', async () => {
    const file = await command.write('orphan.initscope.yaml', config('heNormal', ENDLESS));
    const { child, outcome } = command.start('run', file, '--engine', 'wasm');
    await vi.waitUntil(async () => (await command.manifest('orphan')) !== undefined, WAIT);
    const { manifest } = (await command.manifest('orphan'))!;
    child.kill('SIGKILL');
    await outcome;
    await vi.waitUntil(() => !isAlive(manifest.pid), WAIT);
    const { out } = await command.run('list', '--json');
    const { runs } = JSON.parse(out) as { runs: { experiment: string; state: string }[] };
    expect(runs.find(({ experiment }) => experiment === 'orphan')?.state).toBe('interrupted');
  });
});

describe('what cannot run', () => {
  test('a config with mistakes: every one with its place, line and caret', async () => {
    const file = await command.write(
      'broken.initscope.yaml',
      config('heNormall').replace('dense: 10', 'dens: 10'),
    );
    const { code, err } = await command.run('run', file);
    expect(code).toBe(2);
    expect(err).toContain('broken.initscope.yaml:5:43: error: unknown layer "dens"');
    expect(err).toContain('broken.initscope.yaml:6:16: error: unknown initializer "heNormall"');
    expect(err).toMatch(/\^{9} +heNormal\n/);
  });

  test.each([
    ['an unknown option', ['run', 'x.yaml', '--epoch', '2']],
    ['no such config', ['run', 'nowhere.initscope.yaml']],
    ['seeds that are none', ['run', 'x.yaml', '--seeds', '1,a']],
    ['no such run', ['show', 'nothing']],
    ['no such template', ['init', 'nothing']],
  ])('%s is bad usage', async (_, args) => {
    expect((await command.run(...args)).code).toBe(2);
  });

  test('an engine that is not there', async () => {
    const file = await command.write('engine.initscope.yaml', config('zeros'));
    const { code, err } = await command.run('run', file, '--engine', 'tensorflow-gpu');
    expect(code).toBe(3);
    expect(err).toContain('tensorflow-gpu');
  });

  test('a dataset that has not been downloaded: where to get it, and --fetch', async () => {
    const file = await command.write(
      'remote.initscope.yaml',
      config('zeros').replace(/dataset: .*/, 'dataset: fashion-mnist'),
    );
    const { code, err } = await command.run('run', file, '--engine', 'wasm');
    expect(code).toBe(4);
    expect(err).toContain('--fetch');
    expect(err).toContain('mnist-embedded');
  });
});

test('a template becomes a config that runs, but never over another file', async () => {
  expect((await command.run('init', 'minimal', 'mine.initscope.yaml')).code).toBe(0);
  expect((await command.run('init', 'minimal', 'mine.initscope.yaml')).code).toBe(2);
});

test('list and compare know all runs', async () => {
  const { out } = await command.run('list', '--json');
  const { runs } = JSON.parse(out) as { runs: { id: string; state: string }[] };
  expect(runs.length).toBeGreaterThan(1);
  const finished = runs.filter(({ state }) => state === 'finished').map(({ id }) => id);
  const compared = await command.run('compare', ...finished);
  expect(compared.code).toBe(0);
  expect(compared.out).toContain('they differ in');
  expect(compared.out).toContain('engine.name');
});
