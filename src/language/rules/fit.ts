import { activationEntry } from '../../nn/model';
import type { ActivationSpec } from '../../nn/activations/activation';
import type { InitializerSpec } from '../../nn/initializers/initializer';
import type { LayerPrediction } from '../../theory/prediction';
import { preservingWeights } from '../../theory/critical';
import type { TheoryCache } from '../../theory/cache';
import type { Subject } from './rule';

/** The scale of weights, σ_w² = fan-in · Var W, that suits an activation. */
export interface Scale {
  /** To choose. */
  readonly target: number;
  /** Others in this range do as well. */
  readonly low: number;
  readonly high: number;
}

/**
 * σ_w² that keeps a second moment of 1, q/E[φ²]. For a bounded activation through 0 (tanh) it is that of its linear
 * part, 1/φ′(0)², at which gradients are kept too; up to the former there is no harm (Schoenholz et al. 2017, §3).
 */
export function scaleFor(spec: ActivationSpec, theory: TheoryCache): Scale {
  const { phi, responses } = theory.activation(spec);
  const preserving = preservingWeights(responses);
  const isCentred = phi.saturation !== undefined && phi.value(0) === 0;
  if (!isCentred) return { target: preserving, low: preserving, high: preserving };
  const linear = 1 / phi.derivative(0) ** 2;
  return { target: linear, low: Math.min(linear, preserving), high: Math.max(linear, preserving) };
}

/** A kernel that an activation leads straight on to. */
export interface Fitted {
  readonly layer: LayerPrediction;
  readonly activation: ActivationSpec;
  readonly fanIn: number;
  /** σ_w² as it is. */
  readonly scale: number;
  readonly wanted: Scale;
}

/** All kernels whose scale an activation before them decides. */
export function fittedKernels({ model, prediction, theory }: Subject): Fitted[] {
  return prediction.layers.flatMap(({ propagation }, index) => {
    const activation = model.layers[index]?.activation;
    const layer = prediction.layers.find((other, i) => i > index && other.weights !== undefined);
    if (propagation === undefined || activation === undefined || layer?.weights === undefined) return [];
    const { fanIn, scale } = layer.weights;
    // weights that start at 0 do so on purpose, and no scale suits what has an initializer of its own
    if (scale === 0 || activationEntry(activation.name).initializer !== undefined) return [];
    return [{ layer, activation, fanIn, scale, wanted: scaleFor(activation, theory) }];
  });
}

/** The fan-in and activation that most kernels have, to fit an initializer to. */
export function typical(kernels: readonly Fitted[]): Fitted | undefined {
  const alike = (a: Fitted): number =>
    kernels.filter((b) => b.fanIn === a.fanIn && b.activation.name === a.activation.name).length;
  return kernels.reduce<Fitted | undefined>(
    (best, one) => (best === undefined || alike(one) > alike(best) ? one : best),
    undefined,
  );
}

/** An initializer to write into a config. */
export type Proposal = InitializerSpec;

/** An initializer with the wanted scale over the fan-in. */
export function fittingInitializer({ activation, wanted: { target } }: Fitted): Proposal {
  const own = activationEntry(activation.name).initializer?.(activation.parameters);
  if (own) return own;
  const named = (name: string): Proposal => ({ name, parameters: {} });
  const near = (scale: number): boolean => Math.abs(target - scale) < 0.02;
  const isBounded = activationEntry(activation.name).saturation !== undefined;
  if (near(2)) return named('heNormal');
  if (near(1)) return named(isBounded || activation.name === 'linear' ? 'glorotUniform' : 'lecunNormal');
  return { name: 'varianceScaling', parameters: { scale: Number(target.toPrecision(3)) } };
}

/** `heNormal`, `varianceScaling: { scale: 2.35 }`. */
export function proposalText({ name, parameters }: Proposal): string {
  const pairs = Object.entries(parameters).map(([key, value]) => `${key}: ${String(value)}`);
  return pairs.length === 0 ? name : `${name}: { ${pairs.join(', ')} }`;
}
