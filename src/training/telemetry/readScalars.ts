import type { Scalar, Tf } from '../../nn/tensors';

/** Computes scalars by name, frees all else that was computed on the way and brings them to the host in one transfer. */
export async function readScalars(
  tf: Tf,
  compute: () => ReadonlyMap<string, Scalar>,
): Promise<ReadonlyMap<string, number>> {
  const names: string[] = [];
  const packed = tf.tidy(() => {
    const scalars = compute();
    names.push(...scalars.keys());
    return tf.stack([...scalars.values()]);
  });
  const values = await packed.data();
  packed.dispose();
  return new Map(names.map((name, i) => [name, values[i]!]));
}
