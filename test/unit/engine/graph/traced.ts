import { openCpu } from '../../../../src/engine/cpu';
import type { Graph } from '../../../../src/engine/graph/ir';
import { trace } from '../../../../src/engine/graph/trace';
import type { TensorType } from '../../../../src/engine/program';
import type { TensorMap } from '../../../../src/nn/tensors';

/** tfjs on its cpu backend, as the compiler finds it. */
export const { tf } = await openCpu();

export const floats = (...shape: readonly number[]): TensorType => ({ shape, dtype: 'float32' });

/** The graph of a function of named tensors. */
export const traced = (
  inputs: Readonly<Record<string, TensorType>>,
  f: (tensors: TensorMap) => TensorMap,
): Graph => trace(tf, inputs, f);

export const kernels = (graph: Graph): readonly string[] => graph.nodes.map((node) => node.kernel);
