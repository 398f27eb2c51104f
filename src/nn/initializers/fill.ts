import type { RandomStream } from '../../random/stream';

/** σ of a standard normal cut at ±2; the number Keras divides by (`VarianceScaling`). */
export const TRUNCATED_STDDEV = 0.8796256610342398;

export function normals(size: number, mean: number, stddev: number, stream: RandomStream): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = mean + stddev * stream.normal();
  return values;
}

/** Normals cut at two `stddev` from the mean; their own standard deviation is 0.8796 · `stddev`. */
export function truncatedNormals(
  size: number,
  mean: number,
  stddev: number,
  stream: RandomStream,
): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = mean + stddev * stream.truncatedNormal();
  return values;
}

export function uniforms(size: number, low: number, high: number, stream: RandomStream): Float32Array {
  const values = new Float32Array(size);
  const width = high - low;
  for (let i = 0; i < size; i++) values[i] = low + width * stream.uniform();
  return values;
}
