import type { OptimizerSpec } from './optimizer';

/** Layers that are trained by an optimizer of their own. */
export interface OptimizerGroup {
  /** Layer name or pattern, as written. */
  readonly pattern: string;
  /** Names of the layers that it decides for. */
  readonly layers: readonly string[];
  readonly optimizer: OptimizerSpec;
}

/** What trains which layer. */
export interface Optimizing {
  /** Of all layers that are in no group. */
  readonly optimizer: OptimizerSpec;
  readonly groups?: readonly OptimizerGroup[];
}

/** Place in `groups` of the group that a layer is in; −1 for none. */
export const groupOf = ({ groups = [] }: Optimizing, layer: string): number =>
  groups.findIndex(({ layers }) => layers.includes(layer));

export const optimizerOf = (optimizing: Optimizing, layer: string): OptimizerSpec =>
  optimizing.groups?.[groupOf(optimizing, layer)]?.optimizer ?? optimizing.optimizer;

/** Name of the layer that owns the weight at a path `<layer>/<weight>`. */
export const layerAt = (path: string): string => path.slice(0, path.lastIndexOf('/'));
