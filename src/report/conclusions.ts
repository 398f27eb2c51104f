import type { HealthRuleName } from '../health/registry';
import { groupFindings } from '../runs/groupFindings';
import type { InitializerSummary, RunSummary } from '../runs/summary';
import { formatPercent, formatPercentSpread, formatSpread, formatValue } from '../../webview/model/format';

/** Beyond these the variance of the signal has changed by an order of magnitude from first to last hidden layer. */
const KEPT_VARIANCE = { low: 0.1, high: 10 };
/** Shares of dead units worth a word: of all units, and of one layer's. */
const NOTABLE_DEATHS = { overall: 0.1, layer: 0.5 };

/** What a run showed, in sentences that each follow from its figures. */
export function conclusionsOf(summary: RunSummary): readonly string[] {
  return [
    ...unfinished(summary),
    ...ranking(summary),
    ...summary.initializers.flatMap(fate),
    ...summary.initializers.flatMap(signal),
    ...summary.initializers.flatMap(deaths),
    ...health(summary),
  ];
}

/** Rules whose findings the figures above tell already. */
const TOLD: readonly HealthRuleName[] = ['notFinite', 'poorInitialization', 'deadUnits'];

const health = ({ findings }: RunSummary): readonly string[] =>
  groupFindings(findings.filter(({ rule }) => !TOLD.includes(rule))).map(
    ({ first: { initializer, message, step, advice } }) =>
      `${initializer ?? 'Data'}: ${message} (first seen at step ${step}). ${advice}`,
  );

const unfinished = ({ manifest }: RunSummary): readonly string[] =>
  manifest.state === 'finished'
    ? []
    : [`This run is ${manifest.state}: what follows rests on what it has recorded.`];

function ranking({ manifest, initializers }: RunSummary): readonly string[] {
  const best = initializers.find((one) => one.best);
  if (best === undefined) return ['No initializer left chance without diverging.'];
  const metric = metricOf(manifest.experiment.training.loss);
  const leader = metric.of(best);
  if (leader === undefined) return [];
  const seeds = leader.count > 1 ? `mean ± standard deviation over ${leader.count} seeds` : 'one seed';
  const sentences = [
    `${best.initializer} came out best, with ${metric.name} ${metric.text(leader)} (${seeds}).`,
  ];
  const [second] = initializers
    .filter((one) => one !== best && (one.verdict.code === 'learned' || one.verdict.code === 'slow'))
    .flatMap((one) => {
      const statistic = metric.of(one);
      return statistic === undefined || !Number.isFinite(statistic.mean) ? [] : [{ one, statistic }];
    })
    .sort((a, b) => metric.sign * (a.statistic.mean - b.statistic.mean));
  if (second !== undefined) {
    const gap = Math.abs(leader.mean - second.statistic.mean);
    const spread = Math.hypot(leader.sd ?? Number.NaN, second.statistic.sd ?? Number.NaN);
    sentences.push(
      `${second.one.initializer} follows with ${metric.text(second.statistic)}: ${distance(gap, spread)}.`,
    );
  }
  return sentences;
}

interface Metric {
  readonly name: string;
  /** 1 when lower is better. */
  readonly sign: 1 | -1;
  readonly of: (one: InitializerSummary) => InitializerStatistic | undefined;
  readonly text: (statistic: InitializerStatistic) => string;
}
type InitializerStatistic = NonNullable<InitializerSummary['accuracy']>['best'];

const metricOf = (loss: 'softmaxCrossEntropy' | 'meanSquaredError'): Metric =>
  loss === 'softmaxCrossEntropy'
    ? {
        name: 'a best validation accuracy of',
        sign: -1,
        of: ({ accuracy }) => accuracy?.best,
        text: ({ mean, sd }) => formatPercentSpread(mean, sd),
      }
    : {
        name: 'a lowest validation loss of',
        sign: 1,
        of: ({ loss: figures }) => figures?.best,
        text: ({ mean, sd }) => formatSpread(mean, sd),
      };

/** @param spread standard deviation of the difference between two single seeds; NaN when unknown */
function distance(gap: number, spread: number): string {
  if (Number.isNaN(spread)) return 'with a single seed, a difference like this may be chance';
  if (gap < spread) return 'no further apart than seeds of one initializer are';
  return 'further apart than seeds of one initializer are';
}

const fate = ({ initializer, verdict }: InitializerSummary): readonly string[] =>
  verdict.code === 'learned' ? [] : [`${initializer}: ${verdict.text}.`];

function signal({ initializer, varianceRatio }: InitializerSummary): readonly string[] {
  const start = varianceRatio?.start;
  if (start === undefined || (start >= KEPT_VARIANCE.low && start <= KEPT_VARIANCE.high)) return [];
  if (!Number.isFinite(start)) return [`${initializer}: no signal passes through the untrained network.`];
  const what = start < 1 ? 'vanishes' : 'explodes';
  const factor = formatValue(Number(start.toPrecision(3)));
  return [
    `${initializer}: the signal ${what} before training, its variance changing by a factor of ${factor} from the first to the last hidden layer.`,
  ];
}

function deaths({ initializer, dead }: InitializerSummary): readonly string[] {
  if (dead === undefined) return [];
  const { start, end } = dead;
  if (end.overall < NOTABLE_DEATHS.overall && end.worst.fraction < NOTABLE_DEATHS.layer) return [];
  return [
    `${initializer}: ${formatPercent(end.overall)} of the units are dead at the end (${formatPercent(end.worst.fraction)} of ${end.worst.layer}), against ${formatPercent(start.overall)} before training.`,
  ];
}
