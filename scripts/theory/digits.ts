import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const MNIST = '../shared/data/mnist/t10k-images-idx3-ubyte.gz';
const EMBEDDED = 'media/datasets/mnist-embedded/t10k-images-idx3-ubyte.gz';
const HEADER = 16;
const PIXELS = 784;

export interface Digits {
  /** Registry name of the dataset whose known moments the predictions start from. */
  readonly dataset: 'mnist' | 'mnist-embedded';
  /** count × 784 bytes. */
  readonly pixels: Uint8Array;
  readonly count: number;
}

/**
 * The first test images of MNIST; of the digits that ship with InitScope where MNIST is absent, loudly.
 * @param root the repository's folder
 */
export function readDigits(root: string, count: number): Digits {
  const [mnist, embedded] = [join(root, MNIST), join(root, EMBEDDED)];
  const complete = existsSync(mnist);
  if (!complete) console.warn(`${mnist} is absent: measuring on the embedded digits instead`);
  const bytes = gunzipSync(readFileSync(complete ? mnist : embedded));
  return {
    dataset: complete ? 'mnist' : 'mnist-embedded',
    pixels: bytes.subarray(HEADER, HEADER + count * PIXELS),
    count,
  };
}
