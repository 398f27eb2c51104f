import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HealthFinding } from '../../../src/health/finding';
import { recheck } from '../../../src/runs/recheck';
import { RunReader } from '../../../src/runs/store/runReader';
import { bundleCommand } from '../cli/command';
import type { Command } from '../cli/command';

const TIMEOUT = { timeout: 240_000 };

const config = (name: string, activation: string, depth: number, initializers: string, rest = ''): string => `
name: ${name}
dataset: { source: mnist-embedded, trainSize: 2000, validationSize: 500 }
model:
  activation: ${activation}
  layers: [flatten, ${'dense: 32, '.repeat(depth)}dense: 10]
initializers: [${initializers}]
training: { batchSize: 50, steps: 80, evaluationInterval: 20 }
telemetry: { probeSamples: 100, probeInterval: 10, histogramInterval: 0 }
${rest}`;

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

interface Told {
  readonly out: string;
  readonly err: string;
  readonly findings: readonly HealthFinding[];
  readonly reader: RunReader;
}

async function train(name: string, text: string): Promise<Told> {
  const file = await command.write(`${name}.initscope.yaml`, text);
  const { code, out, err } = await command.run('run', file, '--engine', 'wasm');
  expect(code, err).toBe(0);
  const folder = /^run +(.+)$/m.exec(out)?.[1] ?? '';
  const reader = await RunReader.load(folder);
  return { out, err, findings: reader.findings, reader };
}

const rulesOf = (findings: readonly HealthFinding[], initializer: string): string[] =>
  findings.filter((finding) => finding.initializer === initializer).map(({ rule }) => rule);

test('zeros, a large spread and a good start are told apart, live as from the files', TIMEOUT, async () => {
  const { findings, reader, out } = await train(
    'starts',
    config('starts', 'relu', 2, 'zeros, heNormal, { randomNormal: { stddev: 1 } }'),
  );
  expect(rulesOf(findings, 'zeros')).toEqual(
    expect.arrayContaining(['brokenSymmetry', 'deadUnits', 'unchangedTensor', 'lossNotDecreasing']),
  );
  expect(findings.find(({ rule }) => rule === 'brokenSymmetry')).toMatchObject({
    step: 10,
    layer: 'dense_1',
  });
  expect(rulesOf(findings, 'randomNormal(stddev=1)')).toContain('poorInitialization');
  expect(rulesOf(findings, 'heNormal')).toEqual([]);
  expect(out).toMatch(/^health\n✖ zeros, step 10: all units of dense_1 compute the same/m);

  const order = (list: readonly HealthFinding[]): string[] => list.map((one) => JSON.stringify(one)).sort();
  expect(order(recheck(reader.manifest, reader.series()))).toEqual(order(findings));
});

test('a deep sigmoid network loses its gradient', TIMEOUT, async () => {
  const { findings } = await train('deep', config('deep', 'sigmoid', 8, 'glorotUniform'));
  const vanishing = findings.find(({ rule }) => rule === 'vanishingGradient');
  expect(vanishing).toMatchObject({ step: 0, layer: 'dense_1' });
});

test('identical units are seen whatever constant they start from', TIMEOUT, async () => {
  const { findings } = await train(
    'constant',
    config('constant', 'tanh', 2, '{ constant: { value: 0.1 } }, orthogonal'),
  );
  expect(rulesOf(findings, 'constant(value=0.1)')).toContain('brokenSymmetry');
  expect(rulesOf(findings, 'orthogonal')).not.toContain('brokenSymmetry');
});

test('a rule can stop one initializer and leave the others alone', TIMEOUT, async () => {
  const text = config(
    'stopping',
    'relu',
    2,
    'zeros, heNormal',
    'health: { unchangedTensor: { action: stopInitializer } }',
  );
  // a checkpoint waits until it is kept: none goes on from there before it has heard what was found
  const { reader, err } = await train(
    'stopping',
    text.replace('steps: 80', 'steps: 80, checkpoint: { steps: 30 }'),
  );
  const state = (label: string): unknown =>
    reader.manifest.trials.find(({ initializer }) => initializer === label);
  expect(reader.manifest.state).toBe('finished');
  expect(state('heNormal')).toMatchObject({ state: 'finished', step: 80 });
  expect(state('zeros')).toMatchObject({ state: 'stopped' });
  expect(err).toMatch(/▲ zeros, step 20: dense_1\/kernel has not changed on 3 probes in a row/);
});
