import type { RandomStream } from '../../random/stream';
import type { Fields, InferFields } from '../../schema/schema';
import type { ActivationSpec } from '../activations/activation';
import type { CodePlace, LayerCode } from '../code/code';
import type { Fans } from '../initializers/initializer';
import type { Shape } from '../shape';
import type { Tensor, TensorMap, Tf } from '../tensors';

/** A weight tensor that a layer owns. */
export interface WeightSpec {
  /** Name within its layer: `kernel`, `bias`, `gamma`, `beta`, `alpha`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Kernels take the experiment's initializer, biases its bias convention, constants their value. */
  readonly init:
    | { readonly kind: 'kernel' }
    | { readonly kind: 'bias' }
    | { readonly kind: 'constant'; readonly value: number };
  readonly fans: Fans;
}

/** A non-trainable tensor that training carries along (batch-norm's moving statistics). */
export interface StatisticSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: number;
}

export interface ForwardContext {
  readonly tf: Tf;
  readonly training: boolean;
  /** This layer's tensors by their short name. */
  readonly weights: TensorMap;
  readonly statistics: TensorMap;
  /** In training only: this layer's random input for the step (dropout's uniforms), shape [batch, …]. */
  readonly noise?: Tensor;
  /** Of a residual block: the input of its branch. */
  readonly skip?: Tensor;
}

export interface ForwardResult {
  readonly output: Tensor;
  /** Statistics after this batch; left out when unchanged. */
  readonly statistics?: TensorMap;
}

/** One entry of the layer registry. `parameters` never include `name`, `activation`, `initializer`: see below. */
export interface Layer<F extends Fields = Fields> {
  readonly title: string;
  readonly doc: string;
  readonly parameters: F;
  /** Parameter a bare value stands for: `dense: 256`. */
  readonly primary?: string;
  /** Takes an optional `activation` (dense, conv2d). */
  readonly activates: boolean;
  /** Owns a kernel, so takes an optional `initializer` and `biasInitializer`. */
  readonly hasKernel: boolean;
  /** Output shape of one sample, or what is wrong with the input shape, as one sentence. */
  outputShape(parameters: InferFields<F>, input: Shape): Shape | { readonly error: string };
  weights(parameters: InferFields<F>, input: Shape): readonly WeightSpec[];
  statistics?(parameters: InferFields<F>, input: Shape): readonly StatisticSpec[];
  /** No gradient passes: the layers before it are frozen. */
  readonly stopsGradient?: true;
  /** Shape of the uniform noise needed per sample in training, if any. */
  noise?(parameters: InferFields<F>, input: Shape): Shape;
  forward(context: ForwardContext, parameters: InferFields<F>, input: Tensor): ForwardResult;
  /** How Keras and PyTorch write it. */
  code(parameters: InferFields<F>, place: CodePlace): LayerCode;
}

export const defineLayer = <F extends Fields>(entry: Layer<F>): Layer<F> => entry;

/** A layer of a concrete model, names and shapes resolved. */
export interface LayerSpec {
  /** Unique in the model, e.g. `dense_1` (type and count from 1, or the config's `name`). */
  readonly name: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Applied after the layer; absent = linear. For type `activation` it is the layer itself. */
  readonly activation?: ActivationSpec;
  /** Training leaves its weights and statistics as they are, and runs it as evaluation does. */
  readonly frozen?: true;
  /** Of a residual block: how many of the layers before it are its branch, whose input it adds to their output. */
  readonly branch?: number;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
}

export interface ModelSpec {
  readonly inputShape: Shape;
  /** Classes of a classifier, or outputs of a regression. */
  readonly outputs: number;
  readonly layers: readonly LayerSpec[];
}

/** Draws the uniform noise of one step; the trainer derives the stream from (seed, layer, step). */
export const drawUniform = (size: number, stream: RandomStream): Float32Array => {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = stream.uniform();
  return values;
};
