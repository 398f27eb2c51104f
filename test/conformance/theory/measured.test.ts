import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateServices } from '../../../src/engine/services';
import { openWasm } from '../../../src/engine/wasm';
import { readDigits } from '../../../scripts/theory/digits';
import { compareGrid } from '../../../scripts/theory/grid';
import type { Grid } from '../../../scripts/theory/grid';
import { errorsOf, freshSeeds, quantile, reasonOf, recheck } from '../../../scripts/theory/summary';

const ROOT = join(import.meta.dirname, '../../..');
const missing = !existsSync(join(ROOT, 'media/datasets/mnist-embedded'));
if (missing) console.warn('SKIPPED: no comparison with real networks, as the embedded digits are absent');

const { tf } = await openWasm(locateServices(import.meta.dirname, []));

const GRID: Grid = {
  activations: ['relu', 'elu', 'selu', 'tanh', 'sigmoid', 'gelu', 'swish'],
  initializers: [
    'heNormal',
    'glorotUniform',
    'pytorchDefault',
    'orthogonal',
    'randomNormal',
    'randomUniform',
  ],
  depth: 6,
  normalizations: ['standardize'],
  width: 256,
  inputs: 'measured',
  seeds: [1, 2, 3, 4],
};

/** A smaller draw of what docs/theory.md reports: real weights, real digits, the probe's own statistics. */
describe.skipIf(missing)('prediction against measurement', () => {
  const comparisons = missing ? [] : compareGrid(tf, GRID, readDigits(ROOT, 64));

  test('median relative error of second moments after activations is at most 5 %', () => {
    expect(quantile(errorsOf(comparisons), 0.5)).toBeLessThanOrEqual(0.05);
  });

  test('every miss above 15 % is one of the seeds drawn, or of an activation that bends', () => {
    const rechecks = recheck(GRID, comparisons, freshSeeds(40), (grid) =>
      compareGrid(tf, grid, readDigits(ROOT, 64)),
    );
    expect(rechecks.filter(({ miss, again }) => reasonOf(miss, again) === undefined)).toEqual([]);
  });

  test('the median share of dead units is within .02, the worst within .08', () => {
    const gaps = comparisons.flatMap(({ deadPredicted, deadMeasured }) =>
      deadPredicted === undefined ? [] : [Math.abs(deadPredicted - deadMeasured!)],
    );
    expect(gaps.length).toBe(GRID.initializers.length * GRID.depth);
    expect(quantile(gaps, 0.5)).toBeLessThan(0.02);
    expect(Math.max(...gaps)).toBeLessThan(0.08);
  });
});
