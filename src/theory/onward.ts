import type { Affine } from './affine';
import type { Step } from './forward';
import type { PropagationPrediction } from './prediction';
import { chis, fixedPointFrom } from './propagation';
import type { FixedPoint } from './propagation';
import type { Responses } from './responses';
import { pooledGaussian } from './signal';

/** Depth in units of ξ_c through which training still works (Schoenholz et al. 2017, §5). */
const TRAINABLE = 6;

/** Layer types that may lie between an activation and the kernel it leads on to. */
const TRANSPARENT = new Set(['flatten', 'stopGradient', 'dropout', 'maxPool2d', 'avgPool2d']);
const NORMALISING = new Set(['batchNorm', 'layerNorm']);

/**
 * For each step whose activation leads straight on to a kernel that is not normalised: how that kernel passes small
 * differences on. Steps alike (activation, σ_w², σ_b²) share their fixed point.
 * @param branched places of the layers within residual blocks
 */
export function onward(
  steps: readonly Step[],
  branched: ReadonlySet<number>,
): readonly (PropagationPrediction | undefined)[] {
  const found: { responses: Responses; weights: number; bias: number; fixedPoint: FixedPoint }[] = [];
  return steps.map(({ activation, activated, pre }, i) => {
    const next = kernelAfter(steps, i, branched);
    const { mean, variance: q } = pooledGaussian(pre);
    if (activation === undefined || next === undefined || !(q > 0 && q < Infinity)) return undefined;
    const { responses } = activation;
    const weights = next.inputs * next.weightVariance;
    const bias = next.biasVariance;
    const same = found.find((k) => k.responses === responses && k.weights === weights && k.bias === bias);
    const fixedPoint = same?.fixedPoint ?? fixedPointFrom(responses, { weights, bias }, q);
    if (same === undefined) found.push({ responses, weights, bias, fixedPoint });
    const known = mean === 0 ? activated?.whole : undefined;
    const { perpendicular, parallel } = chis(known ?? responses.moments({ mean: 0, variance: q }), weights);
    return {
      chiPerpendicular: perpendicular,
      chiParallel: parallel,
      fixedPoint,
      trainableDepth: TRAINABLE * fixedPoint.correlationDepth,
    };
  });
}

function kernelAfter(
  steps: readonly Step[],
  index: number,
  branched: ReadonlySet<number>,
): Affine | undefined {
  for (let i = index + 1; i < steps.length; i++) {
    const { affine, layer, reused } = steps[i]!;
    if (branched.has(i) || reused) return undefined; // it does only part of the step, or nobody knows what
    if (affine) return NORMALISING.has(steps[i + 1]?.layer.type ?? '') ? undefined : affine;
    if (!TRANSPARENT.has(layer.type)) return undefined;
  }
  return undefined;
}
