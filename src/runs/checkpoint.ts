import type { NamedTensors } from '../weights/tensors';

/** What an evaluation said of a state. */
export interface Evaluated {
  readonly step: number;
  readonly loss: number;
  /** Classifiers only. */
  readonly accuracy?: number;
}

/**
 * A trial after `step` updates, before anything of that step was measured. Batches and noise are functions of
 * (seed, step), so this is all that training needs to go on as if it had never been interrupted.
 */
export interface Checkpoint {
  readonly step: number;
  /** float32: `weights/<path>`, `slots/<path>/<slot>`, `statistics/<path>`. */
  readonly tensors: NamedTensors;
  /** The latest evaluation up to this step, its own included. */
  readonly validation?: Evaluated;
  /** The best one so far, where the experiment asks for it. */
  readonly best?: Evaluated;
}

/** `checkpoint.json`: everything of a checkpoint but its tensors. `format` grows when the meaning of a field changes. */
export interface CheckpointFacts extends Omit<Checkpoint, 'tensors'> {
  readonly format: 1;
  readonly run: string;
  readonly experiment: string;
  readonly initializer: string;
  readonly seed: number;
  /** Where the next update takes its minibatch and noise from: names of random streams, see docs/checkpoints.md. */
  readonly streams: {
    readonly batches: { readonly name: string; readonly position: number };
    readonly noise: string;
  };
  /** ISO 8601. */
  readonly saved: string;
}
