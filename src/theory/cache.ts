import type { ActivationSpec } from '../nn/activations/activation';
import type { LayerSpec } from '../nn/layers/layer';
import type { Place } from '../nn/initializers/initializer';
import { placesOf } from '../nn/place';
import { kernelOf } from './affine';
import type { Kernel } from './affine';
import { silenceOn } from './death';
import type { Silence } from './death';
import { createHeads } from './loss';
import type { Heads } from './loss';
import { nonlinearity } from './nonlinearity';
import type { Nonlinearity } from './nonlinearity';
import { inBranches } from './residual';
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

/** Where the layers of a model stand. */
export interface Structure {
  /** Of layers with a kernel, by name. */
  readonly places: ReadonlyMap<string, Place>;
  /** Places of the layers within residual blocks. */
  readonly branched: ReadonlySet<number>;
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
  /** What follows from the order of a model's layers alone. */
  structure(layers: readonly LayerSpec[]): Structure;
  readonly heads: Heads;
  silence(samples: number): Silence;
}

/** @returns an empty cache */
export function createTheoryCache(): TheoryCache {
  const activations = new Map<string, ActivationTheory>();
  const bySpec = new WeakMap<ActivationSpec, ActivationTheory>();
  const kernels = new WeakMap<LayerSpec, Kernel | null>();
  const silences = new Map<number, Silence>();
  const structures = new WeakMap<readonly LayerSpec[], Structure>();
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
    structure(layers) {
      const found = structures.get(layers) ?? { places: placesOf(layers), branched: inBranches(layers) };
      structures.set(layers, found);
      return found;
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
