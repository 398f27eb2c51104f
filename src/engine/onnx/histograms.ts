import { HISTOGRAM } from '../graph/histogram';
import { need } from '../graph/ir';
import type { Graph, Value } from '../graph/ir';
import { STATE } from '../graph/program';
import { prune } from '../graph/simplify';

/** An output that is a histogram, with the names of the buffers that it is made of and written to. */
export interface CountedOutput {
  readonly reads: string;
  readonly writes: string;
  readonly bins: number;
  readonly value: Value;
}

/** Prefix of outputs that are made to be counted; none of a program is called so. */
const COUNTED = 'counted:';

/**
 * Takes the histograms among its outputs off a graph, which then yields what they are made of: ONNX has no operator
 * that counts, and with those that it has passes over the elements ten times.
 */
export function splitHistograms(graph: Graph): {
  readonly graph: Graph;
  readonly histograms: readonly CountedOutput[];
} {
  const countedIn = new Map(
    graph.nodes.flatMap(({ kernel, inputs, output }) =>
      kernel === HISTOGRAM ? [[output, need(inputs['x'], 'x')] as const] : [],
    ),
  );
  if (countedIn.size === 0) return { graph, histograms: [] };
  // counted where it lies; an entry that changes is overwritten before that
  const isKept = ([name, value]: readonly [string, Value]): boolean =>
    name.startsWith(STATE) && (graph.outputs[name] ?? value) === value;
  const names = new Map(
    Object.entries(graph.inputs)
      .filter(isKept)
      .map(([name, value]) => [value, name]),
  );
  const outputs: Record<string, Value> = {};
  const histograms: CountedOutput[] = [];
  for (const [name, value] of Object.entries(graph.outputs)) {
    const x = countedIn.get(value);
    if (!x) {
      outputs[name] = value;
      continue;
    }
    const reads = names.get(x) ?? `${COUNTED}${histograms.length}`;
    if (!names.has(x)) outputs[reads] = x;
    names.set(x, reads);
    histograms.push({ reads, writes: name, bins: need(value.shape.at(-1), 'size') - 2, value });
  }
  return { graph: prune({ ...graph, outputs }), histograms };
}
