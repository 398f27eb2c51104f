import { randomFillSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MODELS } from './models';
import type { ModelName } from './models';

/** Images of the validation split where nothing else is said. */
const VALIDATION = 1000;

/** `count` bytes from 0 up to `below`. */
const bytes = (count: number, below: number): Uint8Array => {
  const all = randomFillSync(new Uint8Array(count));
  return below === 256 ? all : all.map((byte) => byte % below);
};

/** Random images in CIFAR-10's binary layout, whatever their size: a label, then the pixels, channels first. */
export function writeImages(folder: string, name: ModelName, count: number): string {
  const [height, width, channels] = MODELS[name].inputShape;
  const size = 1 + height * width * channels;
  const all = bytes(count * size, 256);
  for (let i = 0; i < count; i++) all[i * size]! %= 10;
  const file = path.join(folder, `${name}-${count}.bin`);
  writeFileSync(file, all);
  return file;
}

/**
 * Random images as the product reads them: CIFAR-10's layout, or a folder in MNIST's IDX layout.
 * @param validation how many of `count` are test images; in MNIST's layout alone
 */
export function writeDataset(
  folder: string,
  name: ModelName,
  count: number,
  validation = VALIDATION,
): string {
  if (MODELS[name].inputShape[2] === 3) return writeImages(folder, name, count);
  const target = path.join(folder, `${name}-${count}-${validation}-idx`);
  mkdirSync(target, { recursive: true });
  const [height, width] = MODELS[name].inputShape;
  const idx = (dims: readonly number[], below: number): Uint8Array => {
    const header = Buffer.alloc(4 + 4 * dims.length);
    header.set([0, 0, 8, dims.length]);
    dims.forEach((dim, i) => header.writeUInt32BE(dim, 4 + 4 * i));
    return Buffer.concat([
      header,
      bytes(
        dims.reduce((p, d) => p * d),
        below,
      ),
    ]);
  };
  for (const [split, n] of [
    ['train', count - validation],
    ['t10k', validation],
  ] as const) {
    writeFileSync(path.join(target, `${split}-images-idx3-ubyte`), idx([n, height, width], 256));
    writeFileSync(path.join(target, `${split}-labels-idx1-ubyte`), idx([n], 10));
  }
  return target;
}
