import type { Fields, InferFields } from '../schema/schema';
import type { TrialId } from '../shared/metrics';
import type { Phrase } from '../shared/phrase';
import type { LayerStatistic, WeightStatistic } from '../shared/tags';
import type { HealthAction, HealthEvidence, HealthSeverity } from './finding';
import type { Point, Track } from './track';

/** Predicted statistics of step 0 by layer; null where one is infinite. */
export type LayerPredictions = Readonly<
  Record<string, Readonly<Partial<Record<LayerStatistic, number | null>>>>
>;

/** What the trials of a run have in common, as far as rules need it. */
export interface Setting {
  /** Absent for regression. */
  readonly classes?: number;
  readonly totalSteps: number;
}

/** The measured past of one trial up to a check. Checks come after each evaluation and probe. */
export interface TrialTelemetry extends Setting {
  readonly trial: TrialId;
  readonly step: number;
  /** Of this trial's initializer. */
  readonly predicted: LayerPredictions;
  /** Every series of a statistic by its subject (layer, or `<layer>/<weight>`), in the order of the network. */
  series(statistic: LayerStatistic | WeightStatistic): readonly (readonly [subject: string, Track])[];
  /** Means of the minibatch losses between two checks. */
  readonly trainingLoss: Track;
  readonly validationLoss: Track;
  /** Where the trial ended because something was not finite. */
  readonly divergence?: { readonly step: number; readonly tensor: string };
}

/** Training loss of one trial at a check. */
export interface LossRecord {
  readonly trial: TrialId;
  readonly first: Point;
  readonly best: Point;
  readonly latest: Point;
}

/** Facts of the training samples as the network sees them. */
export interface DataFacts {
  /** Samples per class, in label order; absent for regression. */
  readonly classCounts?: readonly number[];
  readonly inputMean: number;
  readonly inputSecondMoment: number;
}

/** What a rule observed; the monitor makes a finding of it. */
export interface Observation {
  readonly layer?: string;
  /** One sentence with the figures. */
  readonly message: Phrase;
  readonly evidence: HealthEvidence;
}

/** Of the texts all but `source` are translated where they are shown, see `l10n/`. */
interface Documented<F extends Fields> {
  readonly title: string;
  /** What it means and why it matters, Markdown. */
  readonly doc: string;
  /** When it is reported, with its thresholds by the names of the parameters, Markdown. */
  readonly when: string;
  /** What to do about it, one sentence. */
  readonly advice: string;
  /** Paper or tool it comes from. */
  readonly source: string;
  readonly severity: HealthSeverity;
  readonly action: HealthAction;
  readonly parameters: F;
}

/** Looks at the samples once, before training. */
export interface DataRule<F extends Fields = Fields> extends Documented<F> {
  readonly about: 'data';
  check(facts: DataFacts, parameters: InferFields<F>): Observation | undefined;
}

/** Looks at one trial by itself, after each of its evaluations and probes and when it ends. */
export interface TrialRule<F extends Fields = Fields> extends Documented<F> {
  readonly about: 'trial';
  check(telemetry: TrialTelemetry, parameters: InferFields<F>): Observation | undefined;
}

/** Holds one trial against those of the other initializers with the same seed, once all have come to a step. */
export interface PeerRule<F extends Fields = Fields> extends Documented<F> {
  readonly about: 'peers';
  check(
    own: LossRecord,
    others: readonly LossRecord[],
    setting: Setting,
    parameters: InferFields<F>,
  ): Observation | undefined;
}

/**
 * One entry of the registry of health rules: the config's keys, their documentation, what is evaluated and what is
 * shown follow it.
 */
export type HealthRule<F extends Fields = Fields> = DataRule<F> | TrialRule<F> | PeerRule<F>;

export const defineDataRule = <F extends Fields>(rule: Omit<DataRule<F>, 'about'>): DataRule<F> => ({
  about: 'data',
  ...rule,
});
export const defineTrialRule = <F extends Fields>(rule: Omit<TrialRule<F>, 'about'>): TrialRule<F> => ({
  about: 'trial',
  ...rule,
});
export const definePeerRule = <F extends Fields>(rule: Omit<PeerRule<F>, 'about'>): PeerRule<F> => ({
  about: 'peers',
  ...rule,
});
