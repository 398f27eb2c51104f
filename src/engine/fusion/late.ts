import { prune } from '../graph/simplify';
import type { Graph, NamedValues, Value } from '../graph/ir';

/** What is computed from the values that passes have made, such as the norm of an update, once they are all made. */
export interface Late {
  /** Its inputs are inputs of the whole graph and, each named by `resultName`, fused outputs. */
  readonly graph: Graph;
  /** The fused outputs among its inputs, by the name of the input. */
  readonly results: ReadonlyMap<string, string>;
}

const resultName = (output: string): string => `made:${output}`;

/**
 * The outputs that can wait: those made from fused outputs and from inputs alone. Computed together with the rest they
 * would keep all that they read out of the passes.
 * @param fused names of the outputs that passes may make
 * @param mayRead whether an input still holds its value when the passes are done
 */
export function lateOutputs(
  graph: Graph,
  fused: ReadonlySet<string>,
  mayRead: (input: string) => boolean,
): Late | undefined {
  const given = new Set(Object.values(graph.inputs));
  const results = new Map<Value, string>();
  for (const [name, value] of Object.entries(graph.outputs))
    if (fused.has(name) && !given.has(value)) results.set(value, name);
  const behind = valuesBehind(graph, new Set(results.keys()));
  const isLate = ([name, value]: readonly [string, Value]): boolean => !fused.has(name) && behind.has(value);
  const outputs = Object.fromEntries(Object.entries(graph.outputs).filter(isLate));
  if (Object.keys(outputs).length === 0) return undefined;

  const late = prune({
    ...graph,
    nodes: graph.nodes.filter(({ output }) => !results.has(output)),
    outputs,
  });
  const read = new Set([
    ...Object.values(outputs),
    ...late.nodes.flatMap(({ inputs }) => Object.values(inputs)),
  ]);
  const inputs = Object.entries(graph.inputs).filter(([, value]) => read.has(value));
  const made = [...results].filter(([value]) => read.has(value));
  if (!inputs.every(([name]) => mayRead(name))) return undefined;
  const named: NamedValues = Object.fromEntries([
    ...inputs,
    ...made.map(([value, name]) => [resultName(name), value] as const),
  ]);
  return {
    graph: { ...late, inputs: named },
    results: new Map(made.map(([, name]) => [resultName(name), name])),
  };
}

/** These values and all that are made from them. */
function valuesBehind(graph: Graph, values: ReadonlySet<Value>): ReadonlySet<Value> {
  const behind = new Set(values);
  for (const { inputs, output } of graph.nodes)
    if (Object.values(inputs).some((value) => behind.has(value))) behind.add(output);
  return behind;
}
