import { inverseNormal } from '../random/inverseNormal';
import { formatCount } from '../shared/figures';
import { t } from '../shared/l10n';
import type { RunState, TrialState } from './run';
import { stateName } from './stateName';
import type { TrialFigures } from './trialFigures';

/**
 * - `learned`: left chance, and reached 80 % of the way from chance to the best initializer's accuracy
 * - `slow`: left chance, but reached less
 * - `chance`: never told the classes apart better than a constant answer does
 * - `collapsed`: left chance and ended there again
 * - `diverged`: a loss, gradient or weight became NaN or infinite
 * - `stopped`: ended before its last step, by the user or by a failure
 * - `running`, `waiting`: not ended yet, not begun yet
 */
export type VerdictCode =
  'learned' | 'slow' | 'chance' | 'collapsed' | 'diverged' | 'stopped' | 'running' | 'waiting';

export interface Verdict {
  readonly code: VerdictCode;
  /** In words, in the reader's language, e.g. `slow: 62.1 % where heNormal has 95.4 %`. */
  readonly text: string;
}

/** What a verdict on one trial takes into account besides its figures. */
export interface Setting {
  readonly runState: RunState;
  readonly totalSteps: number;
  /** Number of classes; absent for regression. */
  readonly classes?: number;
  /** Samples of the validation set. */
  readonly validationSamples: number;
}

/** The best initializer of the run so far: its label and its mean final accuracy, or loss for regression. */
export interface Benchmark {
  readonly initializer: string;
  readonly figure: number;
}

/** Two-sided level of the interval around chance. */
const LEVEL = 0.99;
/** A constant answer cannot have a loss much below ln K on balanced classes, whatever its accuracy. */
const UNTOLD_LOSS = 0.98;
const UNTOLD_ACCURACY = 1.5;
/** Share of the way from chance to the best accuracy that counts as learned. */
const LEARNED_SHARE = 0.8;
/** Share of the way from chance to certainty below which even the best is slow. */
const SLOW_SHARE = 0.1;
/** Regression: share of the first loss that must go, and the multiple of the best loss that is slow. */
const IMPROVED_SHARE = 0.01;
const SLOW_LOSS = 2;

/** How far a trial got, judged by itself; `slow` needs the others and is told by `judge`. */
export function leftChance(figures: TrialFigures, setting: Setting): 'never' | 'andReturned' | 'yes' {
  if (setting.classes === undefined) return leftFirstLoss(figures);
  const { accuracy, loss, dead, evaluations } = figures;
  if (accuracy === undefined) return 'never';
  const chance = 1 / setting.classes;
  const constant =
    (loss?.best ?? 0) >= UNTOLD_LOSS * Math.log(setting.classes) && accuracy.best <= UNTOLD_ACCURACY * chance;
  const cutOff = dead?.start.worst.fraction === 1 && dead.end.worst.fraction === 1;
  if (constant || cutOff || accuracy.best <= chanceBound(chance, setting.validationSamples, evaluations))
    return 'never';
  return accuracy.final <= chanceBound(chance, setting.validationSamples, 1) ? 'andReturned' : 'yes';
}

/**
 * Largest accuracy that guessing explains: the upper end of the 99 % interval of a binomial around `chance` (normal
 * approximation), widened for the best of several evaluations (Bonferroni).
 */
export function chanceBound(chance: number, samples: number, evaluations: number): number {
  const tail = (1 - LEVEL) / 2 / Math.max(evaluations, 1);
  return chance + inverseNormal(1 - tail) * Math.sqrt((chance * (1 - chance)) / samples);
}

function leftFirstLoss({ loss }: TrialFigures): 'never' | 'andReturned' | 'yes' {
  if (loss === undefined || !(loss.best < (1 - IMPROVED_SHARE) * loss.initial)) return 'never';
  return loss.final >= loss.initial ? 'andReturned' : 'yes';
}

export function judge(figures: TrialFigures, setting: Setting, best: Benchmark | undefined): Verdict {
  const { trial } = figures;
  const live = setting.runState === 'running' || setting.runState === 'paused';
  if (trial.state === 'diverged') {
    const { step, tensor } = trial.divergence ?? { step: trial.step, tensor: undefined };
    return {
      code: 'diverged',
      text:
        tensor === undefined
          ? t('diverged at step {0}', formatCount(step))
          : t('diverged at step {0}: {1} is not finite', formatCount(step), tensor),
    };
  }
  if (live && trial.state === 'waiting') return { code: 'waiting', text: t('not begun yet') };
  const { totalSteps } = setting;
  if (live && trial.state === 'running')
    return {
      code: 'running',
      text: t('at step {0} of {1}', formatCount(trial.step), formatCount(totalSteps)),
    };
  if (trial.state !== 'finished')
    return {
      code: 'stopped',
      text: t('stopped at step {0} of {1}', formatCount(trial.step), formatCount(totalSteps)),
    };
  // logs of another program need not hold any
  if (figures.evaluations === 0) return { code: 'stopped', text: t('not judged: no validation figures') };
  switch (leftChance(figures, setting)) {
    case 'never':
      return { code: 'chance', text: neverLearned(setting) };
    case 'andReturned':
      return { code: 'collapsed', text: collapsed(figures, setting) };
    case 'yes':
      return setting.classes === undefined
        ? judgeLoss(figures.loss?.final ?? NaN, best)
        : judgeAccuracy(figures.accuracy?.final ?? NaN, 1 / setting.classes, best);
  }
}

function judgeAccuracy(accuracy: number, chance: number, best: Benchmark | undefined): Verdict {
  if (accuracy - chance < SLOW_SHARE * (1 - chance))
    return { code: 'slow', text: t('slow: {0}, chance is {1}', percent(accuracy), percent(chance)) };
  if (best !== undefined && accuracy - chance < LEARNED_SHARE * (best.figure - chance))
    return {
      code: 'slow',
      text: t('slow: {0} where {1} has {2}', percent(accuracy), best.initializer, percent(best.figure)),
    };
  return { code: 'learned', text: t('learned: {0}', percent(accuracy)) };
}

function judgeLoss(loss: number, best: Benchmark | undefined): Verdict {
  if (best !== undefined && loss > SLOW_LOSS * best.figure)
    return {
      code: 'slow',
      text: t('slow: loss {0} where {1} has {2}', short(loss), best.initializer, short(best.figure)),
    };
  return { code: 'learned', text: t('learned: loss {0}', short(loss)) };
}

const neverLearned = ({ classes }: Setting): string =>
  classes === undefined ? t('its loss never fell') : t('never left chance (1 in {0})', classes);

const collapsed = ({ accuracy, loss }: TrialFigures, { classes }: Setting): string =>
  classes === undefined
    ? t('fell back from a loss of {0}', short(loss?.best ?? NaN))
    : t('fell back to chance from {0}', percent(accuracy?.best ?? NaN));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const short = (value: number): string => value.toPrecision(3);

/** Of verdicts equally frequent among the seeds, the row takes the earlier one here. */
const GRAVITY: readonly VerdictCode[] = [
  'diverged',
  'chance',
  'collapsed',
  'slow',
  'stopped',
  'running',
  'waiting',
  'learned',
];

/** The most frequent verdict of an initializer's seeds; where they differ, the text says how many are which. */
export function judgeSeeds(verdicts: readonly Verdict[]): Verdict {
  const counted = GRAVITY.map((code) => ({ code, all: verdicts.filter((one) => one.code === code) }))
    .filter(({ all }) => all.length > 0)
    .sort((a, b) => b.all.length - a.all.length);
  const [main, ...others] = counted;
  if (main === undefined) return { code: 'waiting', text: t('not begun yet') };
  const [{ text }] = main.all as [Verdict];
  if (verdicts.length === 1) return { code: main.code, text };
  if (others.length === 0)
    return { code: main.code, text: t('{0} with all {1} seeds', headlineOf(main.code), verdicts.length) };
  const shares = counted.map(({ code, all }, index) =>
    index < others.length
      ? t('{0} with {1}', headlineOf(code), all.length)
      : t('{0} with {1} of {2} seeds', headlineOf(code), all.length, verdicts.length),
  );
  return { code: main.code, text: shares.join(', ') };
}

/** Of verdicts that are no state of a trial. */
const HEADLINES: Readonly<Record<Exclude<VerdictCode, TrialState>, () => string>> = {
  learned: () => t('learned'),
  slow: () => t('slow'),
  chance: () => t('at chance'),
  collapsed: () => t('fell back to chance'),
};

/** A verdict in a word or two, in the reader's language. */
export const headlineOf = (code: VerdictCode): string =>
  isState(code) ? stateName(code) : HEADLINES[code]();

const isState = (code: VerdictCode): code is Extract<VerdictCode, TrialState> =>
  !Object.hasOwn(HEADLINES, code);
