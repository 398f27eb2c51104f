/** The least places worth making. */
const LEAST = 16;

/**
 * A column with room for so many values: itself, or a copy with room for twice as many, so that growth costs what is new.
 * Room costs no memory before it is used.
 */
export function withRoom<A extends Float64Array | Float32Array | Int32Array | Uint8Array>(
  column: A,
  length: number,
): A {
  if (length <= column.length) return column;
  const larger = new (column.constructor as new (length: number) => A)(Math.max(LEAST, 2 * length));
  larger.set(column);
  return larger;
}
