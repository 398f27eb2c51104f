import { deadUnits, saturatedUnits } from './activity';
import { explodingBackward, vanishingBackward } from './backward';
import { brokenSymmetry } from './brokenSymmetry';
import { float32Range } from './float32';
import { explodingForward, vanishingForward } from './forward';
import { gainMismatch } from './gainMismatch';
import { initialLoss } from './initialLoss';
import { learningRate } from './learningRate';
import type { Rule } from './rule';
import { tooDeep } from './tooDeep';
import { unnormalizedInput } from './unnormalizedInput';

/** Every rule by its stable code, in the order in which findings are told. */
export const rules = {
  'broken-symmetry': brokenSymmetry,
  'float32-range': float32Range,
  'vanishing-activations': vanishingForward,
  'exploding-activations': explodingForward,
  'vanishing-gradients': vanishingBackward,
  'exploding-gradients': explodingBackward,
  'too-deep': tooDeep,
  'dead-units': deadUnits,
  'saturated-units': saturatedUnits,
  'initial-loss': initialLoss,
  'learning-rate': learningRate,
  'gain-mismatch': gainMismatch,
  'unnormalized-input': unnormalizedInput,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleCode = keyof typeof rules;

export const isRuleCode = (code: unknown): code is RuleCode =>
  typeof code === 'string' && Object.hasOwn(rules, code);
