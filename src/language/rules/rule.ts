import type { InitializerChoice, TrainingSpec } from '../../experiment/experiment';
import type { Normalization } from '../../data/normalize';
import type { ModelSpec } from '../../nn/layers/layer';
import type { TheoryCache } from '../../theory/cache';
import type { InputMoments } from '../../theory/input';
import type { Prediction } from '../../theory/prediction';

/** What a rule is asked about: a network under one choice of initializers. */
export interface Subject {
  readonly model: ModelSpec;
  readonly choice: InitializerChoice;
  readonly prediction: Prediction;
  readonly input: InputMoments | undefined;
  readonly normalization: Normalization;
  readonly training: TrainingSpec;
  readonly theory: TheoryCache;
}

/** `error`: cannot learn; `warning`: will learn badly; `hint`: could be better. */
export type Consequence = 'error' | 'warning' | 'hint';

/** Ways to mend a finding; `service/fixes/` carries them out. */
export type Remedy = 'fittingInitializer' | 'criticalScale' | 'standardize' | 'batchNorm';

/** What a rule found, with its numbers. */
export interface Verdict {
  readonly consequence: Consequence;
  /** One sentence that names layer and numbers. */
  readonly message: string;
}

/** One entry of the registry of rules: diagnostics, their documentation and the setting to silence them follow it. */
export interface Rule {
  readonly title: string;
  /** What it means and why it matters, Markdown. */
  readonly doc: string;
  /** When it is reported, with its thresholds, Markdown. */
  readonly when: string;
  readonly source: string;
  /** What to mark: the initializer, or what is the same under all of them. */
  readonly about: 'initializer' | 'dataset';
  readonly remedies: readonly Remedy[];
  check(subject: Subject): Verdict | undefined;
}

export const defineRule = (rule: Rule): Rule => rule;
