import type { Samples } from './dataset';

/** Samples as a reader finds them, before split and normalisation. */
export type RawSamples = Omit<Samples, 'scale' | 'shift'>;

/** What a source holds. `test` is its own test set; without one, validation samples are taken from `train`. */
export interface RawDataset {
  readonly train: RawSamples;
  readonly test?: RawSamples;
  /** Class names in label order; absent for regression. */
  readonly classes?: readonly string[];
  readonly outputs: number;
}

export const numberedClasses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, label) => String(label));
