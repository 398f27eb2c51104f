import type { Tf } from '../../nn/tensors';
import { callKernel } from '../graph/callKernel';
import { need } from '../graph/ir';
import type { Graph, Value } from '../graph/ir';
import { alone, stackRules } from './rules';
import type { Operand } from './rules';

/**
 * Runs a recorded graph for several trials at once, kernel by kernel. What depends on no trial is computed once for
 * all. Call it inside `tf.tidy`.
 *
 * @param given the graph's inputs by name
 */
export function replay(
  tf: Tf,
  graph: Graph,
  trials: number,
  given: Readonly<Record<string, Operand>>,
): Readonly<Record<string, Operand>> {
  const operands = new Map<Value, Operand>();
  for (const [name, value] of Object.entries(graph.inputs)) operands.set(value, need(given[name], name));
  for (const [value, elements] of graph.constants)
    operands.set(value, { tensor: tf.tensor(elements, [...value.shape], value.dtype), stacked: false });
  const operandOf = (value: Value): Operand => need(operands.get(value), 'a value before it is read');
  const spent = lastReads(graph);

  for (const [index, node] of graph.nodes.entries()) {
    const inputs = Object.entries(node.inputs).map(([name, value]) => [name, operandOf(value)] as const);
    const stacked = inputs.some(([, operand]) => operand.stacked);
    const call = { tf, trials, node, operand: (name: string) => operandOf(need(node.inputs[name], name)) };
    const tensor = stacked
      ? tf.tidy(() => (stackRules[node.kernel] ?? alone)(call))
      : callKernel(
          tf,
          node.kernel,
          Object.fromEntries(inputs.map(([name, operand]) => [name, operand.tensor])),
          node.attributes,
        );
    operands.set(node.output, { tensor, stacked });
    for (const value of spent.get(index) ?? []) operandOf(value).tensor.dispose();
  }
  return Object.fromEntries(Object.entries(graph.outputs).map(([name, value]) => [name, operandOf(value)]));
}

/** Values made on the way that no node reads after a certain one, by that node's index: their memory can go. */
function lastReads(graph: Graph): ReadonlyMap<number, readonly Value[]> {
  const made = new Set(graph.nodes.map((node) => node.output));
  for (const value of Object.values(graph.outputs)) made.delete(value);
  const seen = new Set<Value>();
  const spent = new Map<number, Value[]>();
  for (let index = graph.nodes.length - 1; index >= 0; index--)
    for (const value of Object.values(graph.nodes[index]?.inputs ?? {})) {
      if (seen.has(value) || !made.has(value)) continue;
      seen.add(value);
      spent.set(index, [...(spent.get(index) ?? []), value]);
    }
  return spent;
}
