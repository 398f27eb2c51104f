import { told } from '../health/finding';
import type { HealthRuleName } from '../health/registry';
import { groupFindings } from '../runs/groupFindings';
import { stateName } from '../runs/stateName';
import type { InitializerSummary, RunSummary } from '../runs/summary';
import { t } from '../shared/l10n';
import {
  formatCount,
  formatPercent,
  formatPercentSpread,
  formatSpread,
  formatValue,
} from '../../webview/model/format';

/** Beyond these the variance of the signal has changed by an order of magnitude from first to last hidden layer. */
const KEPT_VARIANCE = { low: 0.1, high: 10 };
/** Shares of dead units worth a word: of all units, and of one layer's. */
const NOTABLE_DEATHS = { overall: 0.1, layer: 0.5 };

/** What a run showed, in sentences that each follow from its figures, in the reader's language. */
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
  groupFindings(findings.filter(({ rule }) => !TOLD.includes(rule))).map(({ first }) => {
    const { message, advice } = told(first);
    const about = first.initializer ?? t('Data');
    return t('{0}: {1} (first seen at step {2}). {3}', about, message, formatCount(first.step), advice);
  });

const unfinished = ({ manifest }: RunSummary): readonly string[] =>
  manifest.state === 'finished'
    ? []
    : [t('This run is {0}: what follows rests on what it has recorded.', stateName(manifest.state))];

function ranking({ manifest, initializers }: RunSummary): readonly string[] {
  const best = initializers.find((one) => one.best);
  if (best === undefined) return [t('No initializer left chance without diverging.')];
  const metric = metricOf(manifest.experiment.training.loss);
  const leader = metric.of(best);
  if (leader === undefined) return [];
  const seeds =
    leader.count > 1 ? t('mean ± standard deviation over {0} seeds', leader.count) : t('one seed');
  const sentences = [metric.praise(best.initializer, metric.text(leader), seeds)];
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
      t(
        '{0} follows with {1}: {2}.',
        second.one.initializer,
        metric.text(second.statistic),
        distance(gap, spread),
      ),
    );
  }
  return sentences;
}

interface Metric {
  /** Of the best one. @param seeds how many the figure is of */
  readonly praise: (initializer: string, figure: string, seeds: string) => string;
  /** 1 when lower is better. */
  readonly sign: 1 | -1;
  readonly of: (one: InitializerSummary) => InitializerStatistic | undefined;
  readonly text: (statistic: InitializerStatistic) => string;
}
type InitializerStatistic = NonNullable<InitializerSummary['accuracy']>['best'];

const metricOf = (loss: 'softmaxCrossEntropy' | 'meanSquaredError'): Metric =>
  loss === 'softmaxCrossEntropy'
    ? {
        praise: (...values) =>
          t('{0} came out best, with a best validation accuracy of {1} ({2}).', ...values),
        sign: -1,
        of: ({ accuracy }) => accuracy?.best,
        text: ({ mean, sd }) => formatPercentSpread(mean, sd),
      }
    : {
        praise: (...values) => t('{0} came out best, with a lowest validation loss of {1} ({2}).', ...values),
        sign: 1,
        of: ({ loss: figures }) => figures?.best,
        text: ({ mean, sd }) => formatSpread(mean, sd),
      };

/** @param spread standard deviation of the difference between two single seeds; NaN when unknown */
function distance(gap: number, spread: number): string {
  if (Number.isNaN(spread)) return t('with a single seed, a difference like this may be chance');
  if (gap < spread) return t('no further apart than seeds of one initializer are');
  return t('further apart than seeds of one initializer are');
}

const fate = ({ initializer, verdict }: InitializerSummary): readonly string[] =>
  verdict.code === 'learned' ? [] : [`${initializer}: ${verdict.text}.`];

function signal({ initializer, varianceRatio }: InitializerSummary): readonly string[] {
  const start = varianceRatio?.start;
  if (start === undefined || (start >= KEPT_VARIANCE.low && start <= KEPT_VARIANCE.high)) return [];
  if (!Number.isFinite(start))
    return [t('{0}: no signal passes through the untrained network.', initializer)];
  const factor = formatValue(Number(start.toPrecision(3)));
  return [
    start < 1
      ? t(
          '{0}: the signal vanishes before training, its variance changing by a factor of {1} from the first to the last hidden layer.',
          initializer,
          factor,
        )
      : t(
          '{0}: the signal explodes before training, its variance changing by a factor of {1} from the first to the last hidden layer.',
          initializer,
          factor,
        ),
  ];
}

function deaths({ initializer, dead }: InitializerSummary): readonly string[] {
  if (dead === undefined) return [];
  const { start, end } = dead;
  if (end.overall < NOTABLE_DEATHS.overall && end.worst.fraction < NOTABLE_DEATHS.layer) return [];
  return [
    t(
      '{0}: {1} of the units are dead at the end ({2} of {3}), against {4} before training.',
      initializer,
      formatPercent(end.overall),
      formatPercent(end.worst.fraction),
      end.worst.layer,
      formatPercent(start.overall),
    ),
  ];
}
