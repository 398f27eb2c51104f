import { mapRecord } from '../../shared/mapRecord';
import type { Tf } from '../../nn/tensors';
import { evaluateKernel } from './evaluate';
import type { Elements, Graph, NamedValues, Node, Value } from './ir';

/** Larger constants than this are left to be computed at run time. */
const LARGEST_FOLDED = 1 << 16;

/**
 * The same computation with fewer nodes: copies removed, kernels over constants computed now, equal kernel calls
 * made once, and what no output needs left out.
 *
 * @param folds whether kernels over constants are computed, for which tfjs' cpu backend has to be there
 */
export function simplify(tf: Tf, graph: Graph, { folds = true }: { readonly folds?: boolean } = {}): Graph {
  const constants = new Map(graph.constants);
  const replaced = new Map<Value, Value>();
  const seen = new Map<string, Value>();
  const ids = new Map<Value, number>();
  const resolve = (value: Value): Value => replaced.get(value) ?? value;
  const id = (value: Value): number => {
    const known = ids.get(value) ?? ids.size;
    ids.set(value, known);
    return known;
  };
  const constantKey = (value: Value, elements: Elements): string =>
    `constant ${value.dtype} [${value.shape.join()}] ${Array.from(elements, exactly).join()}`;
  const unify = (key: string, value: Value): boolean => {
    const earlier = seen.get(key);
    if (earlier) replaced.set(value, earlier);
    else seen.set(key, value);
    return earlier === undefined;
  };

  for (const [value, elements] of graph.constants)
    if (elements.length <= 16) unify(constantKey(value, elements), value);

  const nodes: Node[] = [];
  for (const original of graph.nodes) {
    const inputs = mapRecord(original.inputs, resolve);
    const { kernel, attributes, output } = original;
    const copied = copyOf(kernel, inputs, output);
    if (copied) {
      replaced.set(output, copied);
      continue;
    }
    const node = { kernel, inputs, attributes, output };
    const folded = folds ? fold(tf, node, constants) : undefined;
    if (folded) {
      constants.set(output, folded);
      if (folded.length <= 16) unify(constantKey(output, folded), output);
      continue;
    }
    const key = `${kernel} ${Object.values(inputs).map(id).join()} ${JSON.stringify(attributes, (_, each: unknown) => (typeof each === 'number' ? exactly(each) : each))}`;
    if (unify(key, output)) nodes.push(node);
  }
  return prune({ inputs: graph.inputs, constants, nodes, outputs: mapRecord(graph.outputs, resolve) });
}

/** A number as text; JSON and `String` make one of −0 and 0, JSON of NaN and the infinities. */
const exactly = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** The input that a node merely passes on, if it does. */
function copyOf(kernel: string, inputs: NamedValues, output: Value): Value | undefined {
  const x = inputs['x'];
  if (!x) return undefined;
  const unchanged = x.dtype === output.dtype && x.shape.join() === output.shape.join();
  return kernel === 'Identity' || (unchanged && (kernel === 'Reshape' || kernel === 'Cast')) ? x : undefined;
}

function fold(tf: Tf, node: Node, constants: ReadonlyMap<Value, Elements>): Elements | undefined {
  const size = node.output.shape.reduce((p, s) => p * s, 1);
  if (size > LARGEST_FOLDED) return undefined;
  // Values of these follow from the shape of their input alone.
  if (node.kernel === 'OnesLike' || node.kernel === 'ZerosLike')
    return filled(node.output, size, node.kernel === 'OnesLike' ? 1 : 0);
  const values: Record<string, { value: Value; elements: Elements }> = {};
  for (const [name, value] of Object.entries(node.inputs)) {
    const elements = constants.get(value);
    if (!elements) return undefined;
    values[name] = { value, elements };
  }
  return evaluateKernel(tf, node, values);
}

function filled(value: Value, size: number, element: 0 | 1): Elements {
  const elements =
    value.dtype === 'float32'
      ? new Float32Array(size)
      : value.dtype === 'int32'
        ? new Int32Array(size)
        : new Uint8Array(size);
  return elements.fill(element);
}

/** Leaves out nodes and constants that no output depends on. */
export function prune(graph: Graph): Graph {
  const needed = new Set<Value>(Object.values(graph.outputs));
  const nodes: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!needed.has(node.output)) continue;
    nodes.push(node);
    for (const value of Object.values(node.inputs)) needed.add(value);
  }
  const constants = new Map([...graph.constants].filter(([value]) => needed.has(value)));
  return { ...graph, constants, nodes: nodes.reverse() };
}
