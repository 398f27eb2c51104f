import type { Tf } from '../../nn/tensors';
import type { Graph, NamedValues, Node, Value } from '../graph/ir';
import { OnnxBuilder } from './builder';
import { lowerings } from './lower';
import { loweringCall } from './lower/lowering';
import type { OnnxModel, OnnxValue } from './model';

/**
 * Writes a graph as an ONNX model whose inputs bear the graph's names, and whose outputs bear them through `outputName`.
 * @throws Error naming a kernel that cannot be written in ONNX
 */
export function toOnnx(tf: Tf, graph: Graph): OnnxModel {
  const builder = new OnnxBuilder();
  for (const [name, value] of Object.entries(graph.inputs)) builder.alias(value, name);
  for (const [value, elements] of graph.constants) builder.constant(value, elements);

  const made = new Set(graph.nodes.map((node) => node.output));
  const direct = new Map<Value, string>();
  for (const [name, value] of Object.entries(graph.outputs))
    if (made.has(value) && !direct.has(value)) direct.set(value, name);
  for (const [value, name] of direct) builder.alias(value, outputName(name));

  const readers = readersIn(graph);
  const fusedBias = biasAdditions(graph, readers);
  const absorbed = new Set([...fusedBias.values()].map(({ product }) => product));
  for (const node of graph.nodes) {
    const bias = fusedBias.get(node);
    if (absorbed.has(node)) continue;
    if (bias) lowerGemm(builder, bias, node.output);
    else lower(tf, builder, node, readers);
  }
  const outputs = Object.entries(graph.outputs).map(([name, value]): OnnxValue => {
    // An input, a constant or a value that already bears another output's name has to be copied.
    if (direct.get(value) !== name) builder.node('Identity', [builder.name(value)], {}, outputName(name));
    return { name: outputName(name), type: value.dtype, shape: value.shape };
  });
  return builder.build(signature(graph.inputs), outputs);
}

/** In ONNX inputs and outputs share one name space. */
export const outputName = (name: string): string => `out:${name}`;

const signature = (values: NamedValues): OnnxValue[] =>
  Object.entries(values).map(([name, { shape, dtype }]) => ({ name, type: dtype, shape }));

/** The kernel calls that read each value. */
type Readers = ReadonlyMap<Value, readonly Node[]>;

function readersIn(graph: Graph): Readers {
  const readers = new Map<Value, Node[]>();
  for (const node of graph.nodes)
    for (const value of Object.values(node.inputs)) {
      const known = readers.get(value);
      if (known) known.push(node);
      else readers.set(value, [node]);
    }
  return readers;
}

function lower(tf: Tf, builder: OnnxBuilder, node: Node, readers: Readers): void {
  const lowering = lowerings[node.kernel];
  if (!lowering)
    throw new Error(`the tfjs kernel ${node.kernel} has no form in ONNX (src/engine/onnx/lower)`);
  lowering(loweringCall(tf, builder, node, (value) => readers.get(value) ?? []));
}

interface BiasAddition {
  readonly product: Node;
  readonly bias: Value;
}

/** Additions of a row to a matrix product that nothing else reads: ONNX' Gemm does both at once. */
function biasAdditions(graph: Graph, readers: Readers): Map<Node, BiasAddition> {
  const producers = new Map(graph.nodes.map((node) => [node.output, node]));
  const outputs = new Set(Object.values(graph.outputs));
  const found = new Map<Node, BiasAddition>();
  for (const node of graph.nodes) {
    const { a, b } = node.inputs;
    if (node.kernel !== 'Add' || !a || !b) continue;
    const product = producers.get(a);
    const isMatrix =
      product?.kernel === 'BatchMatMul' &&
      a.shape.length === 2 &&
      !outputs.has(a) &&
      readers.get(a)?.length === 1;
    if (isMatrix && b.shape.length === 1 && b.shape[0] === a.shape[1]) found.set(node, { product, bias: b });
  }
  return found;
}

function lowerGemm(builder: OnnxBuilder, { product, bias }: BiasAddition, sum: Value): void {
  const { transposeA = false, transposeB = false } = product.attributes;
  const operands = [...Object.values(product.inputs), bias].map((value) => builder.name(value));
  const flags = { transA: { int: Number(transposeA) }, transB: { int: Number(transposeB) } };
  builder.node('Gemm', operands, flags, builder.name(sum));
}
