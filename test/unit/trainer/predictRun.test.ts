import { describe, expect, it } from 'vitest';
import type { Dataset, Samples } from '../../../src/data/dataset';
import { initialize } from '../../../src/nn/initialize';
import { predictRun } from '../../../src/trainer/predictRun';
import type { TrialStart } from '../../../src/training/start';
import { config, experimentOf } from '../experiment/config';

const samples: Samples = {
  count: 3,
  shape: [28, 28, 1],
  values: Uint8Array.from({ length: 3 * 784 }, (_, i) => (i * 37) % 256),
  scale: Float32Array.of(1 / 255),
  shift: Float32Array.of(0),
  targets: { kind: 'classes', labels: Int32Array.of(0, 1, 2) },
};
const dataset: Dataset = {
  description: { name: 'three', title: 'Three', inputShape: [28, 28, 1], outputs: 10 },
  train: samples,
  validation: samples,
};

const experiment = experimentOf(
  config({ layers: '[flatten, dense: 256, dense: 256, dense: 10]', initializers: '[heNormal, zeros]' }),
);

/** Where trials begin that take over what he weights were drawn to, each weight times a factor. */
function takenOver(layers: readonly string[], factor = 1): readonly TrialStart[] {
  const drawn = initialize(experiment.model, experiment.initializers[0]!, 1);
  const state = Object.fromEntries(
    Object.entries(drawn)
      .filter(([path]) => layers.some((layer) => path.startsWith(`${layer}/`)))
      .map(([path, { values }]) => [`weights/${path}`, Float32Array.from(values, (value) => factor * value)]),
  );
  return experiment.initializers.map(({ label }) => ({ initializer: label, seed: 1, step: 0, state }));
}

const secondMoments = (starts: readonly TrialStart[], initializer: string): readonly number[] =>
  Object.values(predictRun(experiment, dataset, starts)[initializer]!).map(
    ({ activation_second_moment: moment }) => moment ?? NaN,
  );

describe('a run that takes weights over', () => {
  it('is predicted by their moments: as if drawn, where they were drawn', () => {
    const [flat, first, second, outputs] = secondMoments([], 'heNormal');
    const taken = secondMoments(takenOver(['dense_1', 'dense_2', 'dense_3']), 'heNormal');
    expect(taken[0]).toBe(flat);
    for (const [i, drawn] of [first, second, outputs].entries())
      expect(Math.abs(taken[i + 1]! / drawn! - 1)).toBeLessThan(0.1); // the draw’s own mean and variance
    const doubled = secondMoments(takenOver(['dense_1'], 2), 'heNormal');
    expect(doubled[1]! / taken[1]!).toBeCloseTo(4, 6);
  });

  it('predicts what is drawn behind them by each initializer', () => {
    const starts = takenOver(['dense_1', 'dense_2']);
    const he = secondMoments(starts, 'heNormal');
    const zeros = secondMoments(starts, 'zeros');
    expect(zeros.slice(0, 3)).toEqual(he.slice(0, 3));
    expect(he[3]).toBeGreaterThan(0);
    expect(zeros[3]).toBe(0);
  });
});
