import { statisticOf } from '../runs/statistic';
import type { Statistic } from '../runs/statistic';
import { isSameTrial } from '../shared/metrics';
import type { TrialId } from '../shared/metrics';
import { trialFigures } from '../runs/trialFigures';
import { tag } from '../shared/tags';
import type { ACCURACY, LOSS, Split } from '../shared/tags';
import type { Trained } from './reproduction';

/** A figure of one trial; NaN where nothing was recorded for it. */
export type Reading = (run: Trained, trial: TrialId) => number;

type Metric = typeof LOSS | typeof ACCURACY;

/** On the validation set after so many epochs; 0 is before any training. */
export const afterEpoch =
  (metric: Metric, epoch: number): Reading =>
  (run, trial) =>
    valueAt(run, trial, 'validation', metric, epoch * run.manifest.stepsPerEpoch);

/** On the validation set at the end. */
export const atEnd =
  (metric: Metric): Reading =>
  ({ find }, trial) =>
    find({ ...trial, split: 'validation', tag: metric })?.values.at(-1) ?? NaN;

/** Mean over the minibatches of an epoch, each before its update; the first epoch is 1. */
export const overEpoch =
  (metric: Metric, epoch: number): Reading =>
  ({ find, manifest }, trial) => {
    const series = find({ ...trial, split: 'train', tag: metric });
    if (series === undefined) return NaN;
    const [from, to] = [(epoch - 1) * manifest.stepsPerEpoch, epoch * manifest.stepsPerEpoch];
    const own = Array.from(series.values).filter((_, i) => {
      const step = series.steps[i] ?? NaN;
      return step >= from && step < to;
    });
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };

/** A statistic of the probe before the first update, or at the end. */
export const probed =
  (tag: string, when: 'start' | 'end'): Reading =>
  ({ find }, trial) =>
    find({ ...trial, split: 'probe', tag })?.values.at(when === 'start' ? 0 : -1) ?? NaN;

/** Activation variance of the last hidden layer over that of the first, before training. */
export const varianceRatio: Reading = ({ manifest, find }, id) => {
  const trial = manifest.trials.find((one) => isSameTrial(one, id));
  const figures = trial && trialFigures(manifest.experiment, trial, find);
  return figures?.varianceRatio?.start ?? NaN;
};

/** Mean |gradient| of the first kernel over that of the last, before training. */
export const gradientRatio: Reading = (run, trial) => {
  const means = run.manifest.experiment.model.layers.flatMap(({ name }) => {
    const mean = probed(tag('gradient_mean_abs', `${name}/kernel`), 'start')(run, trial);
    return Number.isNaN(mean) ? [] : [mean];
  });
  return (means[0] ?? NaN) / (means.at(-1) ?? NaN);
};

/** Mean and spread of a figure over the seeds of an initializer. */
export const overSeeds = (run: Trained, initializer: string, reading: Reading): Statistic =>
  statisticOf(trialsOf(run, initializer).map((trial) => reading(run, trial)));

export const trialsOf = ({ manifest }: Trained, initializer: string): readonly TrialId[] =>
  manifest.experiment.training.seeds.map((seed) => ({ initializer, seed }));

export const labelsOf = ({ manifest }: Trained): readonly string[] =>
  manifest.experiment.initializers.map(({ label }) => label);

function valueAt(run: Trained, trial: TrialId, split: Split, tag: string, step: number): number {
  const series = run.find({ ...trial, split, tag });
  const index = series?.steps.indexOf(step) ?? -1;
  return series?.values[index] ?? NaN;
}
