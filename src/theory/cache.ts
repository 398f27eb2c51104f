import type { ActivationSpec } from '../nn/activations/activation';
import type { LayerSpec } from '../nn/layers/layer';
import { kernelOf } from './affine';
import type { Kernel } from './affine';
import { silenceOn } from './death';
import type { Silence } from './death';
import { createHeads } from './loss';
import type { Heads } from './loss';
import { nonlinearity } from './nonlinearity';
import type { Nonlinearity } from './nonlinearity';
import { responsesOf } from './responses';
import type { Responses } from './responses';
import { saturationBounds } from './saturation';
import type { SaturationBounds } from './saturation';

/** An activation with all that predictions ask of it. */
export interface ActivationTheory {
  readonly phi: Nonlinearity;
  readonly responses: Responses;
  readonly saturation?: SaturationBounds;
}

/**
 * What predictions have computed and the next ones can use: integrals over activations, softmax heads, probabilities
 * of silence. It depends on no config, only grows with new activations, class counts and probe sizes, and changes no
 * result beyond the interpolation error stated in `responses.ts`. Keep one for as long as predictions are made.
 */
export interface TheoryCache {
  activation(spec: ActivationSpec): ActivationTheory;
  /** A layer's weights; undefined for a layer without a kernel. */
  kernel(layer: LayerSpec): Kernel | undefined;
  readonly heads: Heads;
  silence(samples: number): Silence;
}

/** @returns an empty cache */
export function createTheoryCache(): TheoryCache {
  const activations = new Map<string, ActivationTheory>();
  const bySpec = new WeakMap<ActivationSpec, ActivationTheory>();
  const kernels = new WeakMap<LayerSpec, Kernel | null>();
  const silences = new Map<number, Silence>();
  return {
    activation(spec) {
      const found = bySpec.get(spec);
      if (found) return found;
      const key = `${spec.name} ${JSON.stringify(spec.parameters)}`;
      const known = activations.get(key) ?? activationTheory(spec);
      activations.set(key, known);
      bySpec.set(spec, known);
      return known;
    },
    kernel(layer) {
      const found = kernels.get(layer);
      if (found !== undefined) return found ?? undefined;
      const kernel = kernelOf(layer);
      kernels.set(layer, kernel ?? null);
      return kernel;
    },
    heads: createHeads(),
    silence(samples) {
      const known = silences.get(samples) ?? silenceOn(samples);
      silences.set(samples, known);
      return known;
    },
  };
}

function activationTheory(spec: ActivationSpec): ActivationTheory {
  const phi = nonlinearity(spec);
  const saturation = saturationBounds(phi);
  return { phi, responses: responsesOf(phi), ...(saturation && { saturation }) };
}
