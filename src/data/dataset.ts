import type { Shape } from '../nn/shape';

/** Moments of all training values. The optional ones tell how samples differ; `src/theory` reads them. */
export interface DatasetMoments {
  readonly mean: number;
  readonly sd: number;
  /** E[x·x′]/E[x²] over pairs of different samples. */
  readonly correlation?: number;
  /** Standard deviation over samples of a sample's mean value. */
  readonly meanSpread?: number;
  /** Standard deviation over samples of a sample's second moment, divided by its mean over samples. */
  readonly energySpread?: number;
}

/** What is known of a dataset before its samples are read. */
export interface DatasetDescription {
  /** Registry name, or the path as written. */
  readonly name: string;
  readonly title: string;
  readonly inputShape: Shape;
  /** Class names in label order; absent for regression. */
  readonly classes?: readonly string[];
  /** Number of target values: classes, or regression outputs. */
  readonly outputs: number;
  /** Samples before any subset; absent when only reading tells. */
  readonly trainCount?: number;
  readonly testCount?: number;
  /** Moments of all training values on the unit scale (bytes / 255), if known without reading. */
  readonly moments?: DatasetMoments;
}

/**
 * Samples held as they are stored; `scale` and `shift` (per channel, or one of each) turn a stored value into
 * the network's input: x · scale + shift. Bytes stay bytes in memory and are converted batch by batch.
 */
export interface Samples {
  readonly count: number;
  readonly shape: Shape;
  /** count × size values, row-major, channels last. */
  readonly values: Uint8Array | Float32Array;
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly targets:
    | { readonly kind: 'classes'; readonly labels: Int32Array }
    | { readonly kind: 'values'; readonly values: Float32Array; readonly width: number };
}

/** The arrays that hold samples and their targets. */
export const arraysOf = ({
  values,
  targets,
}: Pick<Samples, 'values' | 'targets'>): readonly ArrayBufferView[] => [
  values,
  targets.kind === 'classes' ? targets.labels : targets.values,
];

export interface Dataset {
  readonly description: DatasetDescription;
  readonly train: Samples;
  readonly validation: Samples;
}

/** One minibatch in the network's units, on the host. */
export interface Batch {
  readonly count: number;
  /** count × size, normalised. */
  readonly inputs: Float32Array;
  /** Class indices, or count × width target values. */
  readonly targets: Int32Array | Float32Array;
}
