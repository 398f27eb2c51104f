import type * as tfjs from '@tensorflow/tfjs-core';

/**
 * tfjs-core as a value. Functions that compute with tensors take it as an argument and import only its types,
 * so that registries can be read (by the language server, the CLI's help) without loading TensorFlow.js.
 */
export type Tf = typeof tfjs;
export type Tensor = tfjs.Tensor;
export type Scalar = tfjs.Scalar;

/** Tensors by path, e.g. `dense_1/kernel`. Iteration order is insertion order and part of the value. */
export type TensorMap = Readonly<Record<string, Tensor>>;
