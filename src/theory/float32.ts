/** Largest float32, and the smallest that keeps all its digits. */
const LARGEST = 3.4028234663852886e38;
const SMALLEST = 1.1754943508222875e-38;

/** Where values leave what float32 can hold. */
export interface Leaving {
  readonly layer: string;
  readonly kind: 'underflow' | 'overflow';
}

/**
 * The first of the layers whose root mean square value is outside float32's range, in the order given.
 * A layer of exact zeros has not underflowed.
 */
export function leavesFloat32<T extends { readonly name: string }>(
  layers: readonly T[],
  secondMoment: (layer: T) => number,
): Leaving | undefined {
  for (const layer of layers) {
    const size = Math.sqrt(secondMoment(layer));
    if (!(size < LARGEST)) return { layer: layer.name, kind: 'overflow' };
    if (size > 0 && size < SMALLEST) return { layer: layer.name, kind: 'underflow' };
  }
  return undefined;
}
