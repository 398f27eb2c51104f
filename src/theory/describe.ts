import { optimizerOf } from '../nn/optimizers/groups';
import type { Optimizing } from '../nn/optimizers/groups';
import { sizeOf } from '../nn/shape';
import { activityOf } from './activity';
import type { Affine } from './affine';
import { weightGradient } from './backward';
import type { Gradient } from './backward';
import type { TheoryCache } from './cache';
import { NORMAL_EXCESS, spreadOf } from './finiteWidth';
import { firstUpdate } from './firstStep';
import type { Step } from './forward';
import type { LayerPrediction, PropagationPrediction, WeightsPrediction } from './prediction';
import { meanAbsoluteOf, pooled, secondMomentOf } from './signal';
import { staysSymmetric, unitsIdentical } from './symmetry';

/** What a layer's prediction draws on besides the layer. */
export interface Context {
  readonly steps: readonly Step[];
  readonly gradients: readonly Gradient[];
  readonly options: { readonly probeSamples: number; readonly batchSize: number } & Optimizing;
  readonly cache: TheoryCache;
  /** Places of the layers within residual blocks. */
  readonly branched: ReadonlySet<number>;
  /** Place of the first layer whose weights are taken over; −1 where there is none. */
  readonly firstReused: number;
}

/** What is predicted of one step. */
export function describeLayer(
  step: Step,
  index: number,
  context: Context,
  propagation: PropagationPrediction | undefined,
): LayerPrediction {
  const { layer, units, input, pre, post, activation, affine, reused } = step;
  const { steps, gradients, options, cache, branched, firstReused } = context;
  const before = secondMomentOf(input.kinds);
  const [preValues, postValues] = [pooled(pre), pooled(post)];
  const gradient = gradients[index]!.secondMoment;
  const next = nextReported(steps, index);
  const voters = affine && unitsIdentical(affine) ? 1 : units;
  const positions = sizeOf(layer.outputShape) / units;
  const isKnown = firstReused < 0 || index < firstReused;
  const activity =
    activation && isKnown
      ? activityOf(activation, pre, voters, cache.silence(options.probeSamples * positions))
      : undefined;
  return {
    name: layer.name,
    type: layer.type,
    inBranch: branched.has(index) || undefined,
    reused: reused || undefined,
    frozen: layer.frozen,
    units,
    pre: preValues,
    post: postValues,
    forwardFactor: before > 0 ? postValues.secondMoment / before : 0,
    gradient,
    backwardFactor: next > 0 ? ratio(gradient, gradients[next]!.secondMoment) : undefined,
    weights: affine && !reused ? describeWeights(step, affine, index, context) : undefined,
    propagation,
    activity,
    spread: spreadOf(pre.logVariance + (affine && !unitsIdentical(affine) ? NORMAL_EXCESS / units : 0)),
  };
}

function describeWeights(
  { layer, input, pre }: Step,
  affine: Affine,
  index: number,
  { steps, gradients, options }: Context,
): WeightsPrediction {
  const { fanIn, fanOut, inputs, weightMean, weightVariance, biasMean, biasVariance } = affine;
  const secondMoment = secondMomentOf(input.kinds);
  const gradient = weightGradient(
    affine,
    gradients[index]!,
    { secondMoment, overlap: input.overlap },
    options.batchSize,
  );
  const next = nextAffine(steps, index);
  return {
    fanIn,
    fanOut,
    mean: weightMean,
    sd: Math.sqrt(weightVariance),
    biasMean,
    biasSd: Math.sqrt(biasVariance),
    scale: inputs * weightVariance,
    gradientPerSample: gradient.perSample,
    gradient: gradient.batch,
    identicalUnits: unitsIdentical(affine),
    staysSymmetric: staysSymmetric(affine, next),
    firstUpdate: firstUpdate(optimizerOf(options, layer.name), {
      gradient: Math.sqrt(gradient.batch),
      weight: Math.sqrt(weightVariance + weightMean ** 2),
      inputs,
      meanAbsoluteInput: meanAbsoluteOf(input),
      secondMoment: secondMomentOf(pre.kinds),
    }),
  };
}

/** The next layer that the probe reports: with an activation, or the last; 0 when there is none. */
function nextReported(steps: readonly Step[], index: number): number {
  for (let i = index + 1; i < steps.length; i++) {
    if (steps[i]!.activation !== undefined || i === steps.length - 1) return i;
  }
  return 0;
}

/** The kernel that a layer leads on to; undefined behind the last, and where a sum with other values comes first. */
function nextAffine(steps: readonly Step[], index: number): Affine | undefined {
  for (let i = index + 1; i < steps.length; i++) {
    const { affine, layer } = steps[i]!;
    if (affine) return affine;
    if (layer.branch !== undefined && i - layer.branch <= index) return undefined;
  }
  return undefined;
}

const ratio = (of: number, to: number): number => (to > 0 ? of / to : 0);
