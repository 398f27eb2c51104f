import type { Tf } from '../../nn/tensors';
import { emitGroup } from '../fusion/emit';
import { lateOutputs } from '../fusion/late';
import type { Late } from '../fusion/late';
import { splitFused } from '../fusion/split';
import type { FusedGroup } from '../fusion/split';
import type { WasmFunction } from '../fusion/wasm';
import { sizeOf } from '../../nn/shape';
import { need } from '../graph/ir';
import type { Graph, Value } from '../graph/ir';
import { INPUT, OUTPUT, STATE, traceProgram } from '../graph/program';
import { prune, simplify } from '../graph/simplify';
import type { Program, TensorTypes } from '../program';
import { outputName, toOnnx } from './compile';
import { splitHistograms } from './histograms';
import type { CountedOutput } from './histograms';
import { withoutCopies } from './inPlace';
import { encodeModel } from './model';

/** Prefix of buffers of state entries that are not yet in their place; others are named as in the recorded program. */
export const NEXT = 'next:';

/** A compiled program, not bound to any memory yet. Buffers are named; `state:…` are those of the instance. */
export interface Plan {
  /** Absent where passes do it all. */
  readonly model?: PlannedModel;
  /** To run in this order after the model. */
  readonly passes: readonly Pass[];
  /** Reads what the passes made, beside the state as it was before; its outputs are all that it writes. */
  readonly lateModel?: PlannedModel;
  /** To be made last, each of what lies in a buffer. */
  readonly histograms: readonly Omit<CountedOutput, 'value'>[];
  /** State entries whose new value was put aside as `next:<entry>` and is to be copied at the end. */
  readonly moved: readonly string[];
  /** Buffers needed besides the state and the model's inputs. */
  readonly buffers: TensorTypes;
  /** Inputs that passes read, so that they must lie in the instance's memory. */
  readonly copiedInputs: readonly string[];
  readonly outputs: readonly string[];
}

/** An encoded ONNX model, and the buffer of each of its inputs and outputs by name. */
export interface PlannedModel {
  readonly bytes: Uint8Array;
  readonly reads: ReadonlyMap<string, string>;
  readonly writes: ReadonlyMap<string, string>;
  /** Elements of the largest tensor that it computes. */
  readonly largest: number;
}

/** A fused pass with the buffers it works on. */
export interface Pass {
  readonly code: WasmFunction;
  readonly size: number;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/**
 * Traces a program and writes it as one ONNX model, fused passes over memory, and a model of what is told of their
 * results.
 */
export function plan(tf: Tf, name: string, state: TensorTypes, program: Program): Plan {
  const { graph: traced, histograms } = splitHistograms(simplify(tf, traceProgram(tf, state, program)));
  const changed = Object.entries(traced.outputs).filter(([output, value]) => traced.inputs[output] !== value);
  const whole = { ...traced, outputs: Object.fromEntries(changed) };
  const fused = new Set(changed.map(([output]) => output).filter((output) => output.startsWith(STATE)));
  const late = lateOutputs(whole, fused, (input) => input.startsWith(STATE));
  const isEarly = ([output]: readonly [string, Value]): boolean => !(late && output in late.graph.outputs);
  const { graph, leafNames, groups } = splitFused(
    prune({ ...whole, outputs: Object.fromEntries(changed.filter(isEarly)) }),
    fused,
  );

  const bufferOf = new Map<Value, string>([
    ...Object.entries(graph.inputs).map(([input, value]) => [value, input] as const),
    ...leafNames,
  ]);
  const aside = entriesPutAside(graph, groups, bufferOf, late);
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
  for (const outputs of [graph.outputs, ...groups.map((group) => group.outputs), late?.graph.outputs ?? {}])
    for (const [output, value] of Object.entries(outputs))
      if (!target(output).startsWith(STATE)) buffers[target(output)] = value;
  for (const { writes, value } of histograms) buffers[writes] = value;
  for (const input of copiedInputs) buffers[input] = need(graph.inputs[input], input);

  const model = plannedModel(tf, graph, (input) => input, target);
  const lateModel =
    late &&
    plannedModel(
      tf,
      late.graph,
      (input) => {
        const result = late.results.get(input);
        return result === undefined ? input : target(result);
      },
      target,
    );
  return {
    ...(model && { model }),
    passes,
    ...(lateModel && { lateModel }),
    histograms: histograms.map(({ value: _, ...rest }) => rest),
    moved: [...aside],
    buffers,
    copiedInputs,
    outputs: [
      ...Object.keys(traced.outputs).filter((output) => output.startsWith(OUTPUT)),
      ...histograms.map(({ writes }) => writes),
    ],
  };
}

/** @returns undefined where there is nothing to compute */
function plannedModel(
  tf: Tf,
  graph: Graph,
  source: (input: string) => string,
  target: (output: string) => string,
): PlannedModel | undefined {
  const model = toOnnx(tf, graph);
  if (model.nodes.length === 0) return undefined;
  return {
    bytes: encodeModel(withoutCopies(model)),
    reads: new Map(model.inputs.map(({ name }) => [name, source(name)])),
    writes: new Map(Object.keys(graph.outputs).map((output) => [outputName(output), target(output)])),
    largest: graph.nodes.reduce((most, { output }) => Math.max(most, sizeOf(output.shape)), 0),
  };
}

/**
 * State entries that cannot be overwritten when their new value is made, because something may read the old one
 * later: those that the model writes, those that one pass writes and another reads, and those that are told of late.
 */
function entriesPutAside(
  graph: Graph,
  groups: readonly FusedGroup[],
  bufferOf: ReadonlyMap<Value, string>,
  late: Late | undefined,
): ReadonlySet<string> {
  const aside = new Set(Object.keys(graph.outputs).filter((output) => output.startsWith(STATE)));
  for (const writer of groups) {
    for (const entry of Object.keys(writer.outputs)) {
      const readElsewhere = groups.some(
        (other) => other !== writer && other.leaves.some((leaf) => bufferOf.get(leaf) === entry),
      );
      const readLate = late !== undefined && entry in late.graph.inputs;
      if (entry.startsWith(STATE) && (readElsewhere || readLate)) aside.add(entry);
    }
  }
  return aside;
}
