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
export function leavesFloat32(
  layers: readonly { readonly name: string; readonly secondMoment: number }[],
): Leaving | undefined {
  for (const { name, secondMoment } of layers) {
    const size = Math.sqrt(secondMoment);
    if (!(size < LARGEST)) return { layer: name, kind: 'overflow' };
    if (size > 0 && size < SMALLEST) return { layer: name, kind: 'underflow' };
  }
  return undefined;
}
