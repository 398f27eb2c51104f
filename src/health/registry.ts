import type { Fields } from '../schema/schema';
import type { HealthRule } from './rule';
import { deadUnits, saturatedUnits } from './rules/activity';
import { brokenSymmetry } from './rules/brokenSymmetry';
import { classImbalance, inputScale } from './rules/data';
import { explodingTensor } from './rules/explodingTensor';
import { lossNotDecreasing, overfitting, stalled } from './rules/loss';
import { notFinite } from './rules/notFinite';
import { poorInitialization } from './rules/poorInitialization';
import { unchangedTensor, weightUpdateRatio } from './rules/updates';
import { vanishingGradient } from './rules/vanishingGradient';

/** Every health rule by the name it has in the config, in the order in which findings of one step are told. */
export const healthRules = {
  notFinite,
  brokenSymmetry,
  poorInitialization,
  deadUnits,
  saturatedUnits,
  vanishingGradient,
  explodingTensor,
  weightUpdateRatio,
  unchangedTensor,
  lossNotDecreasing,
  stalled,
  overfitting,
  inputScale,
  classImbalance,
} as const satisfies Readonly<Record<string, HealthRule>>;

export type HealthRuleName = keyof typeof healthRules;

export const HEALTH_RULE_NAMES = Object.keys(healthRules) as readonly HealthRuleName[];

export const isHealthRule = (name: string): name is HealthRuleName => Object.hasOwn(healthRules, name);

/** A rule as switched on: its parameters, and what is done when it fires. */
export interface HealthRuleSpec {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly severity: HealthRule['severity'];
  readonly action: HealthRule['action'];
}

/** The rules that are switched on. */
export type HealthSpec = Readonly<Partial<Record<HealthRuleName, HealthRuleSpec>>>;

/** What a config says of rules, `false` where it switches one off. Plain JSON; stored in run.json. */
export type HealthChanges = Readonly<Partial<Record<HealthRuleName, HealthRuleSpec | false>>>;

/** All rules with their defaults, but for what a config says. */
export const healthSpec = (changes: HealthChanges = {}): HealthSpec =>
  Object.fromEntries(
    Object.entries<HealthRule>(healthRules).flatMap(([name, { parameters, severity, action }]) => {
      const changed = changes[name as HealthRuleName];
      if (changed === false) return [];
      return [[name, changed ?? { parameters: defaultsOf(parameters), severity, action }]];
    }),
  );

const defaultsOf = (fields: Fields): HealthRuleSpec['parameters'] =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { schema }]) => [
      name,
      'default' in schema ? schema.default : undefined,
    ]),
  );
