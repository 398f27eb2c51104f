import type { TrialId } from '../../shared/metrics';
import type { NetworkId } from '../../trainer/protocol';

/** The checkpoint that a row of the explorer stands for, if one was passed to a command. */
export function asCheckpoint(argument: unknown): NetworkId | undefined {
  const checkpoint = fieldOf(argument, 'checkpoint');
  const { initializer, seed, step } = recordOf(checkpoint);
  return typeof initializer === 'string' && typeof seed === 'number' && typeof step === 'number'
    ? { initializer, seed, step }
    : undefined;
}

/** The trials that a row stands for: that of a checkpoint, or those of an initializer that have kept any. */
export function asTrials(argument: unknown): readonly TrialId[] | undefined {
  const checkpoint = asCheckpoint(argument);
  if (checkpoint) return [{ initializer: checkpoint.initializer, seed: checkpoint.seed }];
  const { initializer, latest } = recordOf(fieldOf(argument, 'keeping'));
  if (typeof initializer !== 'string') return undefined;
  return Object.keys(recordOf(latest)).map((seed) => ({ initializer, seed: Number(seed) }));
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const fieldOf = (value: unknown, field: string): unknown => recordOf(value)[field];
