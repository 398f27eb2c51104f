import type { RandomStream } from '../../random/stream';
import type { Fields, InferFields } from '../../schema/schema';
import type { WeightCode } from '../code/code';

/** Number of inputs and outputs that one unit of a weight tensor connects, receptive field included. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Where a layer stands among those with weights; read by initialisations that treat a network as a whole. */
export interface Place {
  /** The first layer with weights. */
  readonly first: boolean;
  /** The last layer with weights: the classifier. */
  readonly last: boolean;
  /** Of a layer in a residual block: layers with weights in its branch, and whether it is the last of them. */
  readonly branch?: { readonly layers: number; readonly last: boolean };
  /** Residual blocks of the network. */
  readonly blocks: number;
}

/** The weight tensor to be drawn. Kernels are laid out as in Keras: `[in, out]`, `[height, width, in, out]`. */
export interface WeightSite extends Fans {
  readonly shape: readonly number[];
  /** Left out of a layer on its own. */
  readonly place?: Place | undefined;
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
   * @param joint a stream that kernel and bias of a layer share: each reads it from its start; `stream` when left out
   * @throws RangeError when this initializer has no meaning for the shape (identity on a 3-D tensor)
   */
  draw(
    parameters: InferFields<F>,
    site: WeightSite,
    stream: RandomStream,
    joint?: RandomStream,
  ): Float32Array;
  /** Exact moments of an entry, for the predictor. */
  moments(parameters: InferFields<F>, site: WeightSite): EntryMoments;
  /** How Keras and PyTorch draw the same. */
  code(parameters: InferFields<F>, site: WeightSite): WeightCode;
  /** Whether an output is a copy of a single input, so that nothing is summed (identity); read by the predictor. */
  copies?(site: WeightSite): boolean;
  /** Present where weights are changed once they have been drawn, by what they make of one batch (`adaptToData`). */
  readonly adapt?: Adaptation<F>;
  /** Present where the convention draws biases too (PyTorch's default); biases are zeros otherwise. */
  readonly bias?: {
    draw(
      parameters: InferFields<F>,
      fans: Fans,
      units: number,
      stream: RandomStream,
      joint?: RandomStream,
    ): Float32Array;
    moments(parameters: InferFields<F>, fans: Fans): EntryMoments;
    code(parameters: InferFields<F>, fans: Fans): WeightCode;
  };
}

/** What a layer's units put out on one batch, before the activation: population moments over samples and positions. */
export interface UnitMoments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** A change of a layer's weights, unit by unit, that turns its outputs h into scale · h + shift. */
export interface Adjustment {
  readonly scale: number;
  readonly shift: number;
}

export interface Adaptation<F extends Fields = Fields> {
  /** What gets mean square deviation 1: all values of the layer together, or each unit, which then has mean 0 too. */
  readonly of: 'layer' | 'unit';
  /** How often to measure and change at most. */
  readonly tries: number;
  /** The change of each unit; undefined when the outputs are as they should be. */
  adjust(parameters: InferFields<F>, outputs: UnitMoments): readonly Adjustment[] | undefined;
}

/** Keeps the parameter types of an entry while it is written. */
export const defineInitializer = <F extends Fields>(entry: Initializer<F>): Initializer<F> => entry;

/** An initializer chosen for a weight: registry name and parameters with all defaults filled in. */
export interface InitializerSpec {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}
