import type { ScalarPoint, TrialId } from '../shared/metrics';
import { LAYER_STATISTICS, LOSS, WEIGHT_STATISTICS, parseTag } from '../shared/tags';
import type { LayerPredictions, LossRecord, Setting, TrialTelemetry } from './rule';
import { Track } from './track';

const STATISTICS: readonly string[] = [...LAYER_STATISTICS, ...WEIGHT_STATISTICS];

/**
 * What is remembered of one trial. A check is due once everything of an evaluation's or probe's step is there: when a
 * point of a later step comes, or the trial ends.
 */
export class TrialState {
  readonly trial: TrialId;
  readonly #setting: Setting;
  readonly #predicted: LayerPredictions;
  readonly #series = new Map<string, Map<string, Track>>();
  readonly #trainingLoss = new Track();
  readonly #validationLoss = new Track();
  #losses = { sum: 0, count: 0 };
  #due: number | undefined;

  constructor(trial: TrialId, setting: Setting, predicted: LayerPredictions) {
    this.trial = trial;
    this.#setting = setting;
    this.#predicted = predicted;
  }

  /** The check that has to be made before a point of this step is added. */
  dueBefore(step: number): number | undefined {
    return this.#due !== undefined && step > this.#due ? this.#due : undefined;
  }

  get due(): number | undefined {
    return this.#due;
  }

  add({ split, tag, step, value }: ScalarPoint): void {
    if (split === 'train') {
      if (tag === LOSS) this.#losses = { sum: this.#losses.sum + value, count: this.#losses.count + 1 };
      return;
    }
    const { statistic, subject } = parseTag(tag);
    if (split === 'validation') {
      if (statistic === LOSS) this.#validationLoss.push(step, value);
    } else if (STATISTICS.includes(statistic)) this.#track(statistic, subject).push(step, value);
    // the update that follows a probe belongs to it, but may be told when the probe is long over
    if (statistic !== 'update_ratio') this.#due = step;
  }

  /** Ends the stretch of training before a check. @returns the trial as it is at the check */
  close(step: number, divergence?: TrialTelemetry['divergence']): TrialTelemetry {
    this.#due = undefined;
    const { sum, count } = this.#losses;
    if (count > 0) this.#trainingLoss.push(step, sum / count);
    this.#losses = { sum: 0, count: 0 };
    return {
      ...this.#setting,
      trial: this.trial,
      step,
      predicted: this.#predicted,
      series: (statistic) => [...(this.#series.get(statistic) ?? [])],
      trainingLoss: this.#trainingLoss,
      validationLoss: this.#validationLoss,
      ...(divergence && { divergence }),
    };
  }

  /** The training loss of the last check; undefined before the first. */
  lossRecord(): LossRecord | undefined {
    const { first, best, latest } = this.#trainingLoss;
    return first && best && latest && { trial: this.trial, first, best, latest };
  }

  #track(statistic: string, subject: string): Track {
    let subjects = this.#series.get(statistic);
    if (subjects === undefined) this.#series.set(statistic, (subjects = new Map<string, Track>()));
    let track = subjects.get(subject);
    if (track === undefined) subjects.set(subject, (track = new Track()));
    return track;
  }
}
