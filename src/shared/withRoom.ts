/** The least places worth making. */
const LEAST = 16;

/** A column with room for so many values: itself, or a copy with at least twice its room, so that growth costs what is new. */
export function withRoom<A extends Float64Array | Float32Array | Uint32Array | Uint8Array>(
  column: A,
  length: number,
): A {
  if (length <= column.length) return column;
  const larger = new (column.constructor as new (length: number) => A)(
    Math.max(LEAST, length, 2 * column.length),
  );
  larger.set(column);
  return larger;
}
