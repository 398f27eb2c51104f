import { trialKey } from '../../src/shared/metrics';
import type { HostMessage, TrialEvaluation, TrialId, ValidationSet } from '../contract';

/** What has been said of the networks, and of the samples they were shown. */
export class PredictionStore {
  validation: ValidationSet | undefined;
  /** Why nothing could be asked at all. */
  problem: string | undefined;
  readonly #pictures = new Map<number, Uint8Array | Float32Array>();
  readonly #evaluations = new Map<string, TrialEvaluation>();
  readonly #reasons = new Map<string, string>();

  apply(
    message: Extract<HostMessage, { type: 'validation' | 'samples' | 'evaluation' | 'notEvaluated' }>,
  ): void {
    switch (message.type) {
      case 'validation':
        this.validation = message;
        this.problem = undefined;
        return;
      case 'samples': {
        const size = message.values.length / message.indices.length;
        for (const [i, index] of message.indices.entries())
          this.#pictures.set(index, message.values.subarray(i * size, (i + 1) * size));
        return;
      }
      case 'evaluation':
        this.#evaluations.set(trialKey(message.trial), message);
        this.#reasons.delete(trialKey(message.trial));
        return;
      case 'notEvaluated':
        if (message.trial === undefined) this.problem = message.reason;
        else {
          this.#evaluations.delete(trialKey(message.trial));
          this.#reasons.set(trialKey(message.trial), message.reason);
        }
    }
  }

  evaluationOf(trial: TrialId): TrialEvaluation | undefined {
    return this.#evaluations.get(trialKey(trial));
  }

  /** Why a trial has no evaluation; undefined while it may still come. */
  reasonOf(trial: TrialId): string | undefined {
    return this.#reasons.get(trialKey(trial));
  }

  /** A sample as it is stored. */
  sampleOf(index: number): Uint8Array | Float32Array | undefined {
    return this.#pictures.get(index);
  }
}
