import type { Samples } from '../data/dataset';
import { loadTf } from '../engine/backend';
import { useCpu } from '../engine/cpu';
import type { NamedValues, Value } from '../engine/graph/ir';
import { simplify } from '../engine/graph/simplify';
import { trace } from '../engine/graph/trace';
import type { Experiment } from '../experiment/experiment';
import { lossEntry } from '../nn/gradients';
import type { StepPlan } from '../nn/trainStep';
import type { Operation } from '../shared/operation';
import { splitFrozenPrefix } from '../nn/frozenPrefix';
import { prefixed, stateTypes } from './programs/state';
import { stepProgram } from './programs/step';
import { stepPlanOf } from './stepPlan';

/** The operations of an experiment's training step; those of frozen layers that are computed once are no part of it. */
export function experimentOperations({
  model,
  training,
}: Pick<Experiment, 'model' | 'training'>): Promise<readonly Operation[]> {
  const trained = (training.cacheFrozen ? splitFrozenPrefix(model)?.rest : undefined) ?? model;
  return stepOperations(stepPlanOf({ model: trained, training }), training.batchSize);
}

/**
 * The operations of one training step, gradients and update included, in the order in which they run: the graph that
 * engines compile. Nothing is computed.
 */
export async function stepOperations(plan: StepPlan, batchSize: number): Promise<readonly Operation[]> {
  const tf = await loadTf();
  await useCpu(tf);
  const { inputShape, outputs } = plan.model;
  const targets: Samples['targets'] =
    lossEntry(plan.loss).targets === 'classes'
      ? { kind: 'classes', labels: new Int32Array() }
      : { kind: 'values', values: new Float32Array(), width: outputs };
  const program = stepProgram(plan, { count: batchSize, samples: { shape: inputShape, targets } });
  const state = stateTypes(plan);
  const graph = simplify(
    tf,
    trace(tf, { ...state, ...prefixed('batch', program.inputs) }, (tensors) => {
      const inputs = Object.keys(program.inputs).map((name) => [name, tensors[`batch/${name}`]!]);
      const result = program.run(tf, tensors, Object.fromEntries(inputs) as typeof tensors);
      return { ...result.state, ...result.outputs };
    }),
  );
  const given = namesIn(graph.inputs);
  const made = namesIn(graph.outputs);
  return graph.nodes.map(({ kernel, inputs, output }) => ({
    kernel,
    inputs: Object.values(inputs).map((value) => {
      const [name] = given.get(value) ?? [];
      return { shape: value.shape, ...(name !== undefined && { name }) };
    }),
    output: output.shape,
    makes: made.get(output) ?? [],
  }));
}

function namesIn(values: NamedValues): ReadonlyMap<Value, readonly string[]> {
  const names = new Map<Value, string[]>();
  for (const [name, value] of Object.entries(values)) names.set(value, [...(names.get(value) ?? []), name]);
  return names;
}
