/**
 * Paints a picture as it is stored: bytes as they are, other numbers from its lowest to its highest.
 *
 * @param shape rows, columns, and one grey level or three colours
 */
export function paint(
  canvas: HTMLCanvasElement,
  values: Uint8Array | Float32Array,
  [rows = 1, columns = 1, channels = 1]: readonly number[],
): void {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const toByte = values instanceof Uint8Array ? (value: number) => value : spread(values);
  const image = context.createImageData(columns, rows);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      image.data[4 * pixel + channel] = toByte(values[pixel * channels + (channel % channels)] ?? 0);
    image.data[4 * pixel + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

function spread(values: Float32Array): (value: number) => number {
  const [low, high] = values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  return (value) => (high > low ? (255 * (value - low)) / (high - low) : 0);
}
