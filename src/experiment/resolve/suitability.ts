import type { InitializerSpec } from '../../nn/initializers/initializer';
import { initializers } from '../../nn/initializers/registry';
import type { Initializer } from '../../nn/initializers/initializer';
import type { WeightSpec } from '../../nn/layers/layer';
import type { ResolvedLayer } from './model';

const registry: Readonly<Record<string, Initializer>> = initializers;

export const initializerNamed = (name: string): Initializer | undefined =>
  Object.hasOwn(registry, name) ? registry[name] : undefined;

/** Why an initializer cannot draw the kernel or the bias of a layer; undefined when it can or shapes are not known. */
export function misfit(
  spec: InitializerSpec,
  kind: 'kernel' | 'bias',
  { weights }: ResolvedLayer,
): string | undefined {
  const weight = weights?.find(({ init }) => init.kind === kind);
  const initializer = initializerNamed(spec.name);
  return weight && initializer && failure(initializer, spec, kind, weight);
}

export type Suitability = typeof misfit;

/** As `misfit`, asking once for each initializer and shape of weights. */
export function suitability(): Suitability {
  const known = new Map<InitializerSpec, Map<string, string | undefined>>();
  const keys = new Map<WeightSpec, string>();
  const keyOf = (weight: WeightSpec): string => {
    const { init, shape, fans } = weight;
    const key = keys.get(weight) ?? `${init.kind} ${shape.join()} ${fans.fanIn} ${fans.fanOut}`;
    keys.set(weight, key);
    return key;
  };
  return (spec, kind, layer) => {
    const weight = layer.weights?.find(({ init }) => init.kind === kind);
    if (weight === undefined) return undefined;
    const ofSpec = known.get(spec) ?? new Map<string, string | undefined>();
    known.set(spec, ofSpec);
    const key = keyOf(weight);
    if (!ofSpec.has(key)) ofSpec.set(key, misfit(spec, kind, layer));
    return ofSpec.get(key);
  };
}

function failure(
  initializer: Initializer,
  { parameters }: InitializerSpec,
  kind: 'kernel' | 'bias',
  { shape, fans }: WeightSpec,
): string | undefined {
  try {
    if (kind === 'bias' && initializer.bias !== undefined) initializer.bias.moments(parameters, fans);
    else initializer.moments(parameters, { shape, ...fans });
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
