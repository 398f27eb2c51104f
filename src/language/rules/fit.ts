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
  const fitted: Fitted[] = [];
  /** The first behind the one in turn that has weights. */
  let next: LayerPrediction | undefined;
  for (const [index, before] of [...prediction.layers.entries()].reverse()) {
    const layer = next;
    if (before.weights !== undefined) next = before;
    const activation = model.layers[index]?.activation;
    if (before.propagation === undefined || activation === undefined || layer?.weights === undefined)
      continue;
    const { fanIn, scale } = layer.weights;
    // weights that start at 0 do so on purpose, and no scale suits what has an initializer of its own
    if (scale === 0 || activationEntry(activation.name).initializer !== undefined) continue;
    fitted.push({ layer, activation, fanIn, scale, wanted: scaleFor(activation, theory) });
  }
  return fitted.reverse();
}

/** The fan-in and activation that most kernels have, to fit an initializer to. */
export function typical(kernels: readonly Fitted[]): Fitted | undefined {
  const groups = new Map<string, { readonly first: Fitted; count: number }>();
  for (const kernel of kernels) {
    const key = `${kernel.fanIn} ${kernel.activation.name}`;
    const group = groups.get(key) ?? { first: kernel, count: 0 };
    group.count++;
    groups.set(key, group);
  }
  let most: { readonly first: Fitted; readonly count: number } | undefined;
  for (const group of groups.values()) if (most === undefined || group.count > most.count) most = group;
  return most?.first;
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
