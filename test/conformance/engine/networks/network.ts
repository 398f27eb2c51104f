import type { Samples } from '../../../../src/data/dataset';
import type { HostTensors } from '../../../../src/engine/program';
import { lossEntry } from '../../../../src/nn/gradients';
import { initialize } from '../../../../src/nn/initialize';
import type { ModelSpec } from '../../../../src/nn/layers/layer';
import { noiseValues } from '../../../../src/nn/noise';
import type { ClippingSpec, Optimizer, OptimizerSpec } from '../../../../src/nn/optimizers/optimizer';
import { optimizers } from '../../../../src/nn/optimizers/registry';
import { defaultParameters, entryOf } from '../../../../src/nn/parameters';
import type { Parameters } from '../../../../src/nn/parameters';
import { learningRates } from '../../../../src/nn/schedules/rate';
import { sizeOf } from '../../../../src/nn/shape';
import type { Shape } from '../../../../src/nn/shape';
import type { StepPlan } from '../../../../src/nn/trainStep';
import { createStream } from '../../../../src/random/stream';
import { initialState, prefixed } from '../../../../src/training/programs/state';
import { rateValues } from '../../../../src/training/programs/step';
import { everywhere, sketch } from '../../../unit/nn/models';
import type { LayerSketch } from '../../../unit/nn/models';

const SEED = 5;

/** A small model with all that its training takes. */
export interface Network {
  readonly name: string;
  readonly plan: StepPlan;
  /** Samples of a minibatch. */
  readonly batch: number;
  readonly samples: Samples;
}

type OptimizerSketch = readonly [name: string, parameters?: Parameters];

export interface Recipe {
  readonly inputShape: Shape;
  readonly layers: readonly LayerSketch[];
  readonly batch?: number;
  readonly loss?: string;
  readonly optimizer?: OptimizerSketch;
  /** Optimizers of single layers, by name. */
  readonly groups?: Readonly<Record<string, OptimizerSketch>>;
  readonly clipping?: ClippingSpec;
}

export function network(
  name: string,
  {
    inputShape,
    layers,
    batch = 6,
    loss = 'softmaxCrossEntropy',
    optimizer = ['sgd', { learningRate: 0.1 }],
    groups = {},
    clipping = {},
  }: Recipe,
): Network {
  const model = sketch(inputShape, layers);
  const plan = {
    model,
    loss,
    optimizer: filled(optimizer),
    groups: Object.entries(groups).map(([layer, own]) => ({
      pattern: layer,
      layers: [layer],
      optimizer: filled(own),
    })),
    clipping,
  };
  return { name, plan, batch, samples: samplesFor(model, loss, batch) };
}

function filled([name, given]: OptimizerSketch): OptimizerSpec {
  const { parameters } = entryOf<Optimizer>(optimizers, 'optimizer', name);
  return { name, parameters: { ...defaultParameters(parameters), ...given } as OptimizerSpec['parameters'] };
}

/** Standard normals; classes in turn, or normal targets. */
function samplesFor(model: ModelSpec, loss: string, count: number): Samples {
  const normals = (size: number, name: string): Float32Array => {
    const stream = createStream(SEED, name);
    return Float32Array.from({ length: size }, () => stream.normal());
  };
  return {
    count,
    shape: model.inputShape,
    values: normals(count * sizeOf(model.inputShape), 'inputs'),
    scale: Float32Array.of(1),
    shift: Float32Array.of(0),
    targets:
      lossEntry(loss).targets === 'classes'
        ? { kind: 'classes', labels: Int32Array.from({ length: count }, (_, i) => i % model.outputs) }
        : { kind: 'values', values: normals(count * model.outputs, 'targets'), width: model.outputs },
  };
}

/** What evaluation and probe read: all samples. */
export const sampleFeed = ({ samples: { values, targets } }: Network): HostTensors => ({
  inputs: Float32Array.from(values),
  targets: targets.kind === 'classes' ? targets.labels : targets.values,
});

/** What the step reads. Noise differs from step to step, as in training. @param step from 1 */
export const stepFeed = (of: Network, step: number): HostTensors => ({
  ...sampleFeed(of),
  ...prefixed('noise', noiseValues(of.plan.model, of.batch, SEED, step)),
  step: Float32Array.of(step),
  ...rateValues(learningRates(of.plan, step, Infinity)),
});

export const startOf = ({ plan }: Network): HostTensors =>
  initialState(plan, initialize(plan.model, everywhere(plan.model, 'glorotUniform'), SEED));
