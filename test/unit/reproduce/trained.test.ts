import { expect, it } from 'vitest';
import { joinSeeds, trainedOf } from '../../../src/reproduce/trained';
import type { RunManifest } from '../../../src/runs/run';
import type { SeriesSource } from '../../../src/runs/store/series';
import { LOSS } from '../../../src/shared/tags';
import { experimentOf, manifestOf } from '../../support/manifest';

const manifest = (seeds: readonly number[], times: Partial<RunManifest>): RunManifest => ({
  ...manifestOf(experimentOf(['heNormal'], { seeds })),
  ...times,
});

/** One point, which tells the run that it is of. */
const onlyLoss =
  (value: number, wallTimes: readonly number[] = [0]): SeriesSource =>
  ({ tag }) =>
    tag === LOSS
      ? {
          steps: Float64Array.from(wallTimes.keys()),
          values: Float32Array.from(wallTimes, () => value),
          wallTimes: Float64Array.from(wallTimes),
        }
      : undefined;

const at = (time: string): number => Date.parse(`2030-01-01T${time}Z`) / 1000;
const hour = { started: '2030-01-01T10:00:00.000Z', ended: '2030-01-01T10:01:05.000Z' };

it('counts the time of training, not that between an interruption and going on', () => {
  expect(trainedOf(manifest([1], hour), onlyLoss(1)).seconds).toBe(65);
  // nothing was measured anew between the two times that it went on
  const resumed = { ...hour, resumed: ['2030-01-01T10:00:30.000Z', '2030-01-01T10:00:50.000Z'] };
  const find = onlyLoss(1, [at('10:00:01'), at('10:00:07'), at('10:00:55')]);
  expect(trainedOf(manifest([1], resumed), find).seconds).toBe(7 + 0 + 15);
});

it('joins runs with different seeds', () => {
  const later = { started: '2030-01-02T10:00:00.000Z', ended: '2030-01-02T10:00:05.000Z' };
  const one = trainedOf(manifest([1], hour), onlyLoss(1));
  const two = trainedOf(manifest([2, 3], later), onlyLoss(2));
  const joined = joinSeeds([one, two], [1, 3]);
  expect(joined.manifest.experiment.training.seeds).toEqual([1, 3]);
  expect(joined.manifest.trials.map(({ seed }) => seed)).toEqual([1, 3]);
  expect(joined.manifest.ended).toBe(later.ended);
  expect(joined.seconds).toBe(70);
  const lossOf = (seed: number): number | undefined =>
    joined.find({ initializer: 'heNormal', seed, split: 'train', tag: LOSS })?.values[0];
  expect([lossOf(1), lossOf(3)]).toEqual([1, 2]);
});
