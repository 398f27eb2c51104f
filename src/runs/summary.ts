import type { HealthFinding } from '../health/finding';
import { ACCURACY, LOSS } from '../shared/tags';
import { type Curve, decimate } from './decimate';
import type { RunManifest, TrialManifest } from './run';
import { geometricMean, type Statistic, statisticOf } from './statistic';
import type { SeriesSource } from './store/series';
import { type DeadShare, type StartAndEnd, type TrialFigures, trialFigures } from './trialFigures';
import { type Benchmark, judge, judgeSeeds, leftChance, type Setting, type Verdict } from './verdict';

/** One trial in the summary. */
export interface TrialSummary extends TrialFigures {
  readonly verdict: Verdict;
}

/** A validation figure over seeds, at the last evaluation and at each seed's best one. */
export interface FinalAndBest {
  readonly final: Statistic;
  readonly best: Statistic;
}

/** One initializer of a run. Figures are absent where nothing was recorded for them. */
export interface InitializerSummary {
  readonly initializer: string;
  readonly trials: readonly TrialSummary[];
  /** On the validation set; accuracy as a share of 1. */
  readonly accuracy?: FinalAndBest;
  readonly loss?: FinalAndBest;
  /** Updates made by the seed that got furthest. */
  readonly steps: number;
  /** Geometric mean over seeds; see `TrialFigures.varianceRatio`. */
  readonly varianceRatio?: StartAndEnd<number>;
  /** Mean over seeds; the worst layer is that of the worst seed. */
  readonly dead?: StartAndEnd<DeadShare>;
  readonly verdict: Verdict;
  /** The best initializer of its run. */
  readonly best: boolean;
  /** Training loss and validation accuracy of the first seed that has begun, thinned for a sparkline. */
  readonly lossCurve?: Curve;
  readonly accuracyCurve?: Curve;
}

export interface RunSummary {
  readonly manifest: RunManifest;
  /** What the health rules found, oldest first. */
  readonly findings: readonly HealthFinding[];
  /** In the order of the config. */
  readonly initializers: readonly InitializerSummary[];
}

/** Stretches of a sparkline. */
const CURVE_BUCKETS = 40;
/** Where a manifest does not say, a guess that widens the interval around chance. */
const UNKNOWN_SAMPLES = 1000;

/**
 * What a run came to, initializer by initializer. The best initializer is the one with the highest mean best
 * validation accuracy (regression: the lowest mean best loss) among those of which a seed left chance and none
 * diverged; of equals, the one with the lower mean best loss, then the earlier one.
 */
export function summarize(
  manifest: RunManifest,
  find: SeriesSource,
  findings: readonly HealthFinding[] = [],
): RunSummary {
  const setting = settingOf(manifest);
  const groups = manifest.experiment.initializers.map(({ label }) => ({
    label,
    figures: manifest.trials
      .filter(({ initializer }) => initializer === label)
      .map((trial) => trialFigures(manifest.experiment, trial, find)),
  }));
  const candidates = groups
    .filter(
      ({ figures }) =>
        figures.every(({ trial }) => trial.state !== 'diverged') &&
        figures.some((one) => leftChance(one, setting) === 'yes'),
    )
    .map(({ label, figures }) => ({ label, figures, ...meansOf(figures) }));
  const best = candidates.sort(byMerit)[0];
  const benchmark = benchmarkOf(candidates, setting);
  return {
    manifest,
    findings,
    initializers: groups.map(({ label, figures }) => ({
      ...summarizeSeeds(label, figures, setting, benchmark),
      best: label === best?.label,
      ...curvesOf(figures, find),
    })),
  };
}

function settingOf({ experiment, state, totalSteps, samples }: RunManifest): Setting {
  const validationSamples = samples?.validation ?? experiment.dataset.validationSize ?? UNKNOWN_SAMPLES;
  const base = { runState: state, totalSteps, validationSamples };
  // of logs that another program wrote, the number of classes is not known
  return experiment.training.loss === 'softmaxCrossEntropy' && experiment.model.outputs > 0
    ? { ...base, classes: experiment.model.outputs }
    : base;
}

export interface Means {
  /** Means over seeds of the best accuracy and the best loss. */
  readonly accuracy: number;
  readonly loss: number;
}

const meansOf = (figures: readonly TrialFigures[]): Means => ({
  accuracy: statisticOf(figures.flatMap(({ accuracy }) => accuracy?.best ?? [])).mean,
  loss: statisticOf(figures.flatMap(({ loss }) => loss?.best ?? [])).mean,
});

/** The better one first, as `summarize` says. */
export const byMerit = (a: Means, b: Means): number => {
  const byAccuracy = b.accuracy - a.accuracy;
  return byAccuracy > 0 || byAccuracy < 0 ? byAccuracy : a.loss - b.loss || 0;
};

/** The highest mean final accuracy, or the lowest mean final loss. */
function benchmarkOf(
  candidates: readonly { readonly label: string; readonly figures: readonly TrialFigures[] }[],
  { classes }: Setting,
): Benchmark | undefined {
  const metric = classes === undefined ? 'loss' : 'accuracy';
  const sign = classes === undefined ? 1 : -1;
  const [best] = candidates
    .map(({ label, figures }) => ({
      initializer: label,
      figure: statisticOf(figures.flatMap((one) => one[metric]?.final ?? [])).mean,
    }))
    .filter(({ figure }) => Number.isFinite(figure))
    .sort((a, b) => sign * (a.figure - b.figure));
  return best;
}

function summarizeSeeds(
  initializer: string,
  figures: readonly TrialFigures[],
  setting: Setting,
  benchmark: Benchmark | undefined,
): Omit<InitializerSummary, 'best'> {
  const trials = figures.map((one) => ({ ...one, verdict: judge(one, setting, benchmark) }));
  const over = (metric: 'accuracy' | 'loss'): FinalAndBest | undefined => {
    const extents = figures.flatMap((one) => one[metric] ?? []);
    if (extents.length === 0) return undefined;
    return {
      final: statisticOf(extents.map(({ final }) => final)),
      best: statisticOf(extents.map(({ best }) => best)),
    };
  };
  const accuracy = over('accuracy');
  const loss = over('loss');
  const ratios = figures.flatMap(({ varianceRatio }) => varianceRatio ?? []);
  const dead = figures.flatMap((one) => one.dead ?? []);
  return {
    initializer,
    trials,
    steps: Math.max(0, ...figures.map(({ trial }) => trial.step)),
    verdict: judgeSeeds(trials.map(({ verdict }) => verdict)),
    ...(accuracy !== undefined && { accuracy }),
    ...(loss !== undefined && { loss }),
    ...(ratios.length > 0 && {
      varianceRatio: {
        start: geometricMean(ratios.map(({ start }) => start)),
        end: geometricMean(ratios.map(({ end }) => end)),
      },
    }),
    ...(dead.length > 0 && {
      dead: { start: meanDead(dead.map(({ start }) => start)), end: meanDead(dead.map(({ end }) => end)) },
    }),
  };
}

function meanDead(shares: readonly DeadShare[]): DeadShare {
  const worst = shares.map((share) => share.worst).reduce((a, b) => (b.fraction > a.fraction ? b : a));
  return { overall: statisticOf(shares.map(({ overall }) => overall)).mean, worst };
}

function curvesOf(
  figures: readonly TrialFigures[],
  find: SeriesSource,
): Pick<InitializerSummary, 'lossCurve' | 'accuracyCurve'> {
  const begun: TrialManifest | undefined = figures.find(({ evaluations }) => evaluations > 0)?.trial;
  if (begun === undefined) return {};
  const { initializer, seed } = begun;
  const loss = find({ initializer, seed, split: 'train', tag: LOSS });
  const accuracy = find({ initializer, seed, split: 'validation', tag: ACCURACY });
  return {
    ...(loss !== undefined && { lossCurve: decimate(loss, CURVE_BUCKETS) }),
    ...(accuracy !== undefined && { accuracyCurve: decimate(accuracy, CURVE_BUCKETS) }),
  };
}
