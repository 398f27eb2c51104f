import { batched } from '../data/batched';
import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import type { HostTensors, TensorTypes } from '../engine/program';
import type { Experiment } from '../experiment/experiment';
import type { NamedTensors } from '../weights/tensors';
import { evaluate, evaluationSizes } from './evaluate';
import type { Evaluation } from './evaluate';
import { evaluateProgram, OUTPUTS } from './programs/evaluate';
import { featuresProgram } from './programs/features';
import { stateTypes } from './programs/state';
import { stepPlanOf } from './stepPlan';

/** What a network makes of the validation set. */
export interface Inference extends Evaluation {
  /** Of the last layer, samples × outputs, row-major: logits of a classifier. */
  readonly outputs: Float32Array;
}

/** A network that does not learn any more: batch normalisation uses its moving statistics, dropout and noise are off. */
export interface TrainedNetwork {
  /** Measured as training measures it, in the same batches: on the same engine the figures are the same to the bit. */
  evaluate(): Promise<Inference>;
  /** Outputs for one sample. @param inputs in the network's units */
  outputsFor(inputs: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

/** Makes networks of an experiment's model from the tensors of checkpoints. */
export interface Networks {
  /** @throws RangeError when the tensors are not those of the model */
  load(tensors: NamedTensors): TrainedNetwork;
  dispose(): Promise<void>;
}

/** Makes what networks at rest compute ready to run. */
export async function prepareNetworks(
  experiment: Pick<Experiment, 'model' | 'training'>,
  { validation }: Pick<Dataset, 'validation'>,
  engine: Pick<Engine, 'prepare'>,
): Promise<Networks> {
  const plan = stepPlanOf(experiment);
  const { whole, rest } = evaluationSizes(validation);
  const set = batched(validation, whole);
  const width = plan.model.outputs;
  const types = Object.fromEntries(
    Object.entries(stateTypes(plan)).filter(([name]) => !name.startsWith('slots/')),
  );
  const machine = await engine.prepare(types, {
    evaluate: evaluateProgram(plan, { count: whole, samples: validation }, OUTPUTS),
    evaluateRest: evaluateProgram(plan, { count: rest || whole, samples: validation }, OUTPUTS),
    single: featuresProgram(plan.model, { count: 1, samples: validation }),
  });
  return {
    load(tensors) {
      const instance = machine.instantiate(valuesOf(types, tensors));
      return {
        async evaluate() {
          const outputs = new Float32Array(validation.count * width);
          const evaluation = await evaluate(instance, set, breathe, (measured, first) =>
            outputs.set(measured[OUTPUTS] as Float32Array, first * width),
          );
          return { ...evaluation, outputs };
        },
        async outputsFor(inputs) {
          const { features } = await (await instance.run('single', { inputs })).read();
          return features as Float32Array;
        },
        dispose: () => instance.dispose(),
      };
    },
    dispose: () => machine.dispose(),
  };
}

/** Lets the process answer that it is alive. */
const breathe = (): Promise<void> => new Promise(setImmediate);

function valuesOf(types: TensorTypes, tensors: NamedTensors): HostTensors {
  const values: Record<string, Float32Array> = {};
  for (const [name, { shape }] of Object.entries(types)) {
    const found = tensors[name];
    if (found?.shape.join() !== shape.join())
      throw new RangeError(
        `a checkpoint that fits the model has ${name} of shape ${shape.join('×') || 'one number'}; this one has ${
          found ? found.shape.join('×') || 'one number' : 'none'
        }`,
      );
    values[name] = found.values;
  }
  return values;
}
