import type { Tf } from '../../nn/tensors';
import { emitGroup } from '../fusion/emit';
import { splitFused } from '../fusion/split';
import type { FusedGroup } from '../fusion/split';
import type { WasmFunction } from '../fusion/wasm';
import { need } from '../graph/ir';
import type { Graph, Value } from '../graph/ir';
import { INPUT, OUTPUT, STATE, traceProgram } from '../graph/program';
import { simplify } from '../graph/simplify';

import type { Program, TensorTypes } from '../program';
import { outputName, toOnnx } from './compile';
import { encodeModel } from './model';

/** Prefix of buffers of state entries that are not yet in their place; others are named as in the recorded program. */
export const NEXT = 'next:';

/** A compiled program, not bound to any memory yet. Buffers are named; `state:…` are those of the instance. */
export interface Plan {
  /** Absent where passes do it all. */
  readonly model?: Uint8Array;
  readonly modelReads: readonly string[];
  /** Name in the model → buffer. */
  readonly modelWrites: ReadonlyMap<string, string>;
  /** To run in this order after the model. */
  readonly passes: readonly Pass[];
  /** State entries whose new value was put aside as `next:<entry>` and is to be copied at the end. */
  readonly moved: readonly string[];
  /** Buffers needed besides the state and the model's inputs. */
  readonly buffers: TensorTypes;
  /** Inputs that passes read, so that they must lie in the instance's memory. */
  readonly copiedInputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A fused pass with the buffers it works on. */
export interface Pass {
  readonly code: WasmFunction;
  readonly size: number;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Traces a program and writes it as one ONNX model followed by fused passes over memory. */
export function plan(tf: Tf, name: string, state: TensorTypes, program: Program): Plan {
  const traced = simplify(tf, traceProgram(tf, state, program));
  const changed = Object.entries(traced.outputs).filter(([output, value]) => traced.inputs[output] !== value);
  const { graph, leafNames, groups } = splitFused(
    { ...traced, outputs: Object.fromEntries(changed) },
    new Set(changed.map(([output]) => output).filter((output) => output.startsWith(STATE))),
  );
  const model = toOnnx(tf, graph);

  const bufferOf = new Map<Value, string>([
    ...Object.entries(graph.inputs).map(([input, value]) => [value, input] as const),
    ...leafNames,
  ]);
  const aside = entriesPutAside(graph, groups, bufferOf);
  const target = (output: string): string => (aside.has(output) ? NEXT + output : output);
  const passes = groups.map((group, i): Pass => ({
    code: emitGroup(`${name}_${i}`, group, traced.constants),
    size: group.size,
    reads: group.leaves.map((leaf) => need(bufferOf.get(leaf), 'leaf')),
    writes: Object.keys(group.outputs).map(target),
  }));
  const copiedInputs = [...new Set(passes.flatMap((pass) => pass.reads))].filter((read) =>
    read.startsWith(INPUT),
  );

  const buffers: Record<string, Value> = {};
  for (const [output, value] of [
    ...Object.entries(graph.outputs),
    ...groups.flatMap((group) => Object.entries(group.outputs)),
  ]) {
    if (!target(output).startsWith(STATE)) buffers[target(output)] = value;
  }
  for (const input of copiedInputs) buffers[input] = need(graph.inputs[input], input);

  return {
    ...(model.nodes.length > 0 && { model: encodeModel(model) }),
    modelReads: model.inputs.map((input) => input.name),
    modelWrites: new Map(Object.keys(graph.outputs).map((output) => [outputName(output), target(output)])),
    passes,
    moved: [...aside],
    buffers,
    copiedInputs,
    outputs: Object.keys(traced.outputs).filter((output) => output.startsWith(OUTPUT)),
  };
}

/**
 * State entries that cannot be overwritten when their new value is made, because something may read the old one
 * later: those that the model writes, and those that one pass writes and another reads.
 */
function entriesPutAside(
  graph: Graph,
  groups: readonly FusedGroup[],
  bufferOf: ReadonlyMap<Value, string>,
): ReadonlySet<string> {
  const aside = new Set(Object.keys(graph.outputs).filter((output) => output.startsWith(STATE)));
  for (const writer of groups) {
    for (const entry of Object.keys(writer.outputs)) {
      const readElsewhere = groups.some(
        (other) => other !== writer && other.leaves.some((leaf) => bufferOf.get(leaf) === entry),
      );
      if (entry.startsWith(STATE) && readElsewhere) aside.add(entry);
    }
  }
  return aside;
}
