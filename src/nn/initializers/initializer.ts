import type { RandomStream } from '../../random/stream';
import type { Fields, InferFields } from '../../schema/schema';

/** Number of inputs and outputs that one unit of a weight tensor connects, receptive field included. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** The weight tensor to be drawn. Kernels are laid out as in Keras: `[in, out]`, `[height, width, in, out]`. */
export interface WeightSite extends Fans {
  readonly shape: readonly number[];
}

/** Mean and variance of a single entry over draws. */
export interface EntryMoments {
  readonly mean: number;
  readonly variance: number;
}

export interface Formula {
  readonly text: string;
  readonly tex: string;
}

/** One entry of the initializer registry: all that trainer, language server, CLI and docs know of it. */
export interface Initializer<F extends Fields = Fields> {
  readonly title: string;
  readonly doc: string;
  readonly formula: Formula;
  /** Paper, section and equation, or the library whose definition this follows. */
  readonly source: string;
  /** All optional with defaults, or required. */
  readonly parameters: F;
  /**
   * Draws a kernel, row-major.
   * @throws RangeError when this initializer has no meaning for the shape (identity on a 3-D tensor)
   */
  draw(parameters: InferFields<F>, site: WeightSite, stream: RandomStream): Float32Array;
  /** Exact moments of an entry, for the predictor. */
  moments(parameters: InferFields<F>, site: WeightSite): EntryMoments;
  /** Set where an output is a copy of a single input, so that nothing is summed (identity); read by the predictor. */
  readonly copies?: true;
  /** Present where the convention draws biases too (PyTorch's default); biases are zeros otherwise. */
  readonly bias?: {
    draw(parameters: InferFields<F>, fans: Fans, units: number, stream: RandomStream): Float32Array;
    moments(parameters: InferFields<F>, fans: Fans): EntryMoments;
  };
}

/** Keeps the parameter types of an entry while it is written. */
export const defineInitializer = <F extends Fields>(entry: Initializer<F>): Initializer<F> => entry;

/** An initializer chosen for a weight: registry name and parameters with all defaults filled in. */
export interface InitializerSpec {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}
