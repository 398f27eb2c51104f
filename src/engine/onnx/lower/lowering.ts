import type { Tf } from '../../../nn/tensors';
import { need } from '../../graph/ir';
import type { Attributes, Node, Value } from '../../graph/ir';
import type { OnnxBuilder } from '../builder';

/** One kernel call being written as ONNX nodes, the last of which yields `output`. */
export interface LoweringCall {
  readonly tf: Tf;
  readonly builder: OnnxBuilder;
  readonly attributes: Attributes;
  readonly result: Value;
  readonly output: string;
  /** The ONNX name of an input. */
  readonly input: (name: string) => string;
  /** The traced value of an input. */
  readonly value: (name: string) => Value;
  /** The kernel calls that read an input, this one among them. */
  readonly readers: (name: string) => readonly Node[];
  /** All inputs of a kernel over a list, in order. */
  readonly list: readonly string[];
}

export type Lowering = (call: LoweringCall) => void;

export const loweringCall = (
  tf: Tf,
  builder: OnnxBuilder,
  node: Node,
  readersOf: (value: Value) => readonly Node[],
): LoweringCall => ({
  tf,
  builder,
  attributes: node.attributes,
  result: node.output,
  output: builder.name(node.output),
  input: (name) => builder.name(need(node.inputs[name], name)),
  value: (name) => need(node.inputs[name], name),
  readers: (name) => readersOf(need(node.inputs[name], name)),
  list: Object.values(node.inputs).map((value) => builder.name(value)),
});
