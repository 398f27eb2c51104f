import { sizeOf } from '../../nn/shape';
import type { Graph, Node, Value } from '../graph/ir';
import { prune } from '../graph/simplify';
import { isFusible } from './operations';

/** Elementwise nodes to be computed in one pass over memory, all of one size. */
export interface FusedGroup {
  readonly size: number;
  /** In dependency order; those of one element are computed once, before the pass. */
  readonly nodes: readonly Node[];
  /** What the pass reads, of `size` elements or one. */
  readonly leaves: readonly Value[];
  /** What it writes, by output name of the graph. */
  readonly outputs: Readonly<Record<string, Value>>;
}

export interface Split {
  /** All that comes before the passes; its outputs named `leaf:<n>` are what they read. */
  readonly graph: Graph;
  readonly leafNames: ReadonlyMap<Value, string>;
  readonly groups: readonly FusedGroup[];
}

/**
 * Takes the elementwise end of a graph, such as an optimizer's update, off into fused passes. A node goes with the
 * passes when it is elementwise and nothing but passes reads it.
 * @param fused names of the outputs that passes may make
 */
export function splitFused(graph: Graph, fused: ReadonlySet<string>): Split {
  const tail = tailNodes(graph, fused);
  const producers = new Map(tail.map((node) => [node.output, node]));
  const groups = groupOutputs(graph, producers).map((outputs) => fusedGroup(outputs, producers, graph));

  const leafNames = new Map<Value, string>();
  const inputs = new Set(Object.values(graph.inputs));
  for (const { leaves } of groups) {
    for (const leaf of leaves)
      if (!inputs.has(leaf) && !leafNames.has(leaf)) leafNames.set(leaf, `leaf:${leafNames.size}`);
  }
  const rest = Object.entries(graph.outputs).filter(([, value]) => !producers.has(value));
  const outputs = Object.fromEntries([
    ...rest,
    ...[...leafNames].map(([value, name]) => [name, value] as const),
  ]);
  return { graph: prune({ ...graph, outputs }), leafNames, groups };
}

/** Fusible nodes on the way to the fused outputs alone, in dependency order. */
function tailNodes(graph: Graph, fused: ReadonlySet<string>): readonly Node[] {
  const others = Object.entries(graph.outputs).flatMap(([name, value]) => (fused.has(name) ? [] : [value]));
  const refused = new Set<Node>();
  for (;;) {
    const tail = readByTailAlone(graph, new Set(others), refused);
    const made = new Set(tail.map((node) => node.output));
    // A pass reads floats from memory; a boolean has to be made in the same pass.
    const withBooleans = tail.filter((node) =>
      Object.values(node.inputs).some((value) => value.dtype === 'bool' && !made.has(value)),
    );
    if (withBooleans.length === 0) return tail;
    for (const node of withBooleans) refused.add(node);
  }
}

function readByTailAlone(graph: Graph, readBefore: Set<Value>, refused: ReadonlySet<Node>): readonly Node[] {
  const tail: Node[] = [];
  const outputs = new Set(Object.values(graph.outputs));
  for (const node of graph.nodes.toReversed()) {
    const elementwise =
      isFusible(node) &&
      !refused.has(node) &&
      Object.values(node.inputs).every((value) => fits(value, node.output));
    const storable = !outputs.has(node.output) || node.output.dtype === 'float32';
    if (elementwise && storable && !readBefore.has(node.output)) tail.push(node);
    else for (const value of Object.values(node.inputs)) readBefore.add(value);
  }
  return tail.reverse();
}

const fits = (operand: Value, result: Value): boolean =>
  sizeOf(operand.shape) === 1 || operand.shape.join() === result.shape.join();

/** Graph outputs made by the tail, those that share work of full size together. */
function groupOutputs(graph: Graph, producers: ReadonlyMap<Value, Node>): [string, Value][][] {
  const groups: { names: [string, Value][]; touched: Set<Value>; size: number }[] = [];
  for (const [name, value] of Object.entries(graph.outputs)) {
    if (!producers.has(value)) continue;
    const size = sizeOf(value.shape);
    const touched = new Set(
      closure([value], producers).flatMap(({ output }) => (sizeOf(output.shape) === size ? [output] : [])),
    );
    const together = groups.filter(
      (group) => group.size === size && [...touched].some((each) => group.touched.has(each)),
    );
    const merged = {
      size,
      names: [...together.flatMap((group) => group.names), [name, value] as [string, Value]],
      touched: new Set([...touched, ...together.flatMap((group) => [...group.touched])]),
    };
    groups.splice(0, groups.length, ...groups.filter((group) => !together.includes(group)), merged);
  }
  return groups.map((group) => group.names);
}

/** The tail nodes that values are made from, in dependency order. */
function closure(values: readonly Value[], producers: ReadonlyMap<Value, Node>): Node[] {
  const found = new Set<Node>();
  const visit = (value: Value): void => {
    const node = producers.get(value);
    if (!node || found.has(node)) return;
    Object.values(node.inputs).forEach(visit);
    found.add(node);
  };
  values.forEach(visit);
  return [...found];
}

function fusedGroup(
  outputs: readonly [string, Value][],
  producers: ReadonlyMap<Value, Node>,
  graph: Graph,
): FusedGroup {
  const values = outputs.map(([, value]) => value);
  const nodes = closure(values, producers);
  const made = new Set(nodes.map((node) => node.output));
  const read = new Set(nodes.flatMap((node) => Object.values(node.inputs)));
  const immediate = (value: Value): boolean => graph.constants.has(value) && sizeOf(value.shape) === 1;
  return {
    size: sizeOf(values[0]?.shape ?? []),
    nodes,
    leaves: [...read].filter((value) => !made.has(value) && !immediate(value)),
    outputs: Object.fromEntries(outputs),
  };
}
