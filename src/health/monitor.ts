import { english } from '../shared/l10n';
import { trialKey } from '../shared/metrics';
import type { ScalarPoint, TrialId } from '../shared/metrics';
import { say } from '../shared/phrase';
import { findingKey } from './finding';
import type { HealthFinding } from './finding';
import { Peers } from './peers';
import { HEALTH_RULE_NAMES, healthRules } from './registry';
import type { HealthRuleName, HealthRuleSpec, HealthSpec } from './registry';
import type {
  DataFacts,
  HealthRule,
  LayerPredictions,
  LossRecord,
  Observation,
  Setting,
  TrialTelemetry,
} from './rule';
import { TrialState } from './trialState';

export interface MonitorOptions extends Setting {
  readonly rules: HealthSpec;
  readonly trials: readonly TrialId[];
  /** By initializer and layer. */
  readonly prediction?: Readonly<Record<string, LayerPredictions>>;
  /** Called once for each finding. */
  readonly found: (finding: HealthFinding) => void;
}

/**
 * Evaluates the health rules on telemetry as it is measured, or as it was recorded: all that it needs passes through
 * `scalar` and `ended`. What it remembers is bounded, however long the run; a rule fires once per trial.
 */
export class HealthMonitor {
  readonly #options: MonitorOptions;
  readonly #trials = new Map<string, TrialState>();
  readonly #peers = new Map<number, Peers>();
  readonly #told = new Set<string>();

  constructor(options: MonitorOptions) {
    this.#options = options;
    const { trials, prediction, classes, totalSteps } = options;
    const setting: Setting = { totalSteps, ...(classes !== undefined && { classes }) };
    for (const trial of trials)
      this.#trials.set(
        trialKey(trial),
        new TrialState(trial, setting, prediction?.[trial.initializer] ?? {}),
      );
    for (const seed of new Set(trials.map((trial) => trial.seed)))
      this.#peers.set(
        seed,
        new Peers(trials.filter((trial) => trial.seed === seed).map(({ initializer }) => initializer)),
      );
  }

  /** Findings that are known already, of a run that is resumed: they are not made again. */
  recall(findings: readonly HealthFinding[]): void {
    for (const finding of findings) this.#told.add(findingKey(finding));
  }

  /** The training samples, before training. */
  data(facts: DataFacts): void {
    this.#each('data', (name, rule, parameters) => this.#tell(name, rule.check(facts, parameters), 0));
  }

  /** A point of a trial. Steps of one trial do not fall; update ratios may come late. */
  scalar(trial: TrialId, point: ScalarPoint): void {
    const state = this.#trials.get(trialKey(trial));
    if (state === undefined) return;
    const due = state.dueBefore(point.step);
    if (due !== undefined) this.#check(state, due);
    state.add(point);
  }

  /** A trial has ended, perhaps because something was not finite. */
  ended(trial: TrialId, divergence?: { readonly step: number; readonly tensor: string }): void {
    const state = this.#trials.get(trialKey(trial));
    if (state === undefined) return;
    this.#trials.delete(trialKey(trial));
    const step = divergence?.step ?? state.due;
    if (step !== undefined) this.#check(state, step, divergence);
    this.#compare(this.#peers.get(trial.seed)?.leave(trial.initializer));
  }

  #check(state: TrialState, step: number, divergence?: TrialTelemetry['divergence']): void {
    const telemetry = state.close(step, divergence);
    this.#each('trial', (name, rule, parameters) =>
      this.#tell(name, rule.check(telemetry, parameters), step, state.trial),
    );
    const record = state.lossRecord();
    if (record) this.#compare(this.#peers.get(state.trial.seed)?.arrive(step, record));
  }

  #compare(steps: readonly (readonly LossRecord[])[] = []): void {
    for (const records of steps)
      for (const own of records) {
        const others = records.filter((record) => record !== own);
        this.#each('peers', (name, rule, parameters) =>
          this.#tell(name, rule.check(own, others, this.#options, parameters), own.latest.step, own.trial),
        );
      }
  }

  #each<About extends HealthRule['about']>(
    about: About,
    visit: (
      name: HealthRuleName,
      rule: Extract<HealthRule, { about: About }>,
      parameters: HealthRuleSpec['parameters'],
    ) => void,
  ): void {
    for (const name of HEALTH_RULE_NAMES) {
      const spec = this.#options.rules[name];
      const rule: HealthRule = healthRules[name];
      if (spec !== undefined && rule.about === about)
        visit(name, rule as Extract<HealthRule, { about: About }>, spec.parameters);
    }
  }

  #tell(name: HealthRuleName, observation: Observation | undefined, step: number, trial?: TrialId): void {
    const spec = this.#options.rules[name];
    if (observation === undefined || spec === undefined) return;
    const { severity, action } = spec;
    const { message, evidence, ...place } = observation;
    const finding: HealthFinding = {
      rule: name,
      severity,
      action,
      ...(trial && { initializer: trial.initializer, seed: trial.seed }),
      step,
      ...place,
      message: say(message, english),
      advice: healthRules[name].advice,
      phrase: message,
      evidence,
    };
    if (this.#told.has(findingKey(finding))) return;
    this.#told.add(findingKey(finding));
    this.#options.found(finding);
  }
}
