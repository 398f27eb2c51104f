import type { LayerInitializers } from '../nn/initialize';
import type { ModelSpec } from '../nn/layers/layer';
import type { Optimizing } from '../nn/optimizers/groups';
import type { Assumption } from './assumptions';
import type { Gradient } from './backward';
import { createTheoryCache } from './cache';
import type { TheoryCache } from './cache';
import { bornDead } from './death';
import { describeLayer } from './describe';
import { leavesFloat32 } from './float32';
import { propagate } from './forward';
import type { Reused, Step } from './forward';
import { WHITE, inputSignal } from './input';
import type { InputMoments } from './input';
import { softmaxAtStart, squaredErrorAtStart } from './loss';
import type { LossAtStart } from './loss';
import { onward } from './onward';
import type { LayerPrediction, Prediction } from './prediction';
import { addGradients } from './residual';

/** Optimizers are those of the first update, their learning rates included (`atFirstUpdate`). */
export interface PredictOptions extends Optimizing {
  /** Samples of the probe batch: what a unit must be silent on to count as dead. */
  readonly probeSamples: number;
  /** Samples of a minibatch, whose mean gradient the probe measures and the first update is made from. */
  readonly batchSize: number;
  readonly loss: 'softmaxCrossEntropy' | 'meanSquaredError';
  /** E[t²] of the targets of a regression; 1 when left out. */
  readonly targetSecondMoment?: number;
  /** None when left out. */
  readonly reused?: Reused;
  /** Count dropout's noise in; telemetry probes without, which is the default. */
  readonly noise?: boolean;
}

const NONE: Reused = new Map();

/**
 * Predicts from a config alone what the probe of step 0 will measure. Pure and without tensors.
 *
 * @param input moments of the inputs as the network sees them (`inputMoments`); absent: white noise is assumed
 * @param cache what earlier predictions computed; a new one when left out, which costs some milliseconds
 * @throws RangeError when the choice leaves out a layer, or an initializer has no meaning for a kernel
 */
export function predict(
  model: ModelSpec,
  choice: { readonly layers: LayerInitializers },
  input: InputMoments | undefined,
  options: PredictOptions,
  cache: TheoryCache = createTheoryCache(),
): Prediction {
  const { probeSamples, noise = false, reused = NONE } = options;
  const passing = { probeSamples, noise, reused };
  const steps = propagate(model, choice.layers, inputSignal(input ?? WHITE), passing, cache);
  const start = lossAtStart(model, steps, options, cache);
  const gradients = gradientsOf(steps, start.gradient);
  const { branched } = cache.structure(model.layers);
  const propagations = onward(steps, branched);
  const firstReused = steps.findIndex((step) => step.reused);
  const context = { steps, gradients, options, cache, branched, firstReused };
  const layers = steps.map((step, i) => describeLayer(step, i, context, propagations[i]));
  const assumed = new Set<Assumption>(input ? [] : ['unknownInput']);
  for (const { assumptions } of steps) for (const assumption of assumptions) assumed.add(assumption);
  return {
    layers,
    initialLoss: start.loss,
    chanceLoss:
      options.loss === 'softmaxCrossEntropy' ? Math.log(model.outputs) : (options.targetSecondMoment ?? 1),
    bornDead: bornDead(
      layers.flatMap(({ activity, inBranch }) =>
        activity?.bornDead === undefined || inBranch ? [] : [activity.bornDead],
      ),
    ),
    learns: learningOf(layers),
    float32: {
      forward: leavesFloat32(layers, ({ pre }) => pre.secondMoment),
      backward: leavesFloat32(layers.toReversed(), ({ gradient }) => gradient),
    },
    assumptions: [...assumed],
  };
}

function lossAtStart(
  model: ModelSpec,
  steps: readonly Step[],
  { loss, targetSecondMoment = 1 }: PredictOptions,
  cache: TheoryCache,
): LossAtStart {
  const outputs = steps.at(-1)?.post ?? inputSignal(WHITE);
  return loss === 'softmaxCrossEntropy'
    ? softmaxAtStart(outputs, model.outputs, cache.heads)
    : squaredErrorAtStart(outputs, model.outputs, targetSecondMoment);
}

/** Gradients in each step's pre-activations. */
function gradientsOf(steps: readonly Step[], outputs: Gradient): readonly Gradient[] {
  let gradient = outputs;
  /** Of residual blocks, by the place of the layer whose input they add. */
  const past = new Map<number, Gradient[]>();
  const found: Gradient[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    const { layer, backToPre, backToInput } = steps[index]!;
    const inPre = backToPre(gradient);
    if (layer.branch !== undefined) {
      const start = index - layer.branch;
      past.set(start, [...(past.get(start) ?? []), inPre]);
    }
    gradient = (past.get(index) ?? []).reduce(addGradients, backToInput(inPre));
    found.push(inPre);
  }
  return found.reverse();
}

function learningOf(layers: readonly LayerPrediction[]): Prediction['learns'] {
  const learns = layers.some(({ weights, frozen }) => !frozen && weights && weights.gradientPerSample !== 0);
  if (!learns) return 'nothing';
  return layers.some(({ weights }) => weights?.staysSymmetric) ? 'symmetric' : 'everything';
}
