import { join } from 'node:path';
import { assemble, sampleShape } from '../assemble';
import type { ArrayPair } from '../assemble';
import { DataError } from '../error';
import { readStart, readWhole } from '../readers/files';
import { IDX_HEADER_BYTES, readIdx, readIdxHeader } from '../readers/idx';
import type { PathForm } from './form';
import { factsOf } from './facts';

/** `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte.gz`, `test-images`, … */
const NAME = /^(train|t10k|test)-(images|labels)([-.]idx\d-[a-z]+)?(\.gz)?$/;

interface FilePair {
  readonly images: string;
  readonly labels: string;
}

/** The IDX files of an MNIST-like folder, or undefined when it has none. A file beats its `.gz`. */
export function idxFolder(folder: string, names: readonly string[]): PathForm | undefined {
  const files = new Map<string, string>();
  for (const name of [...names].sort().reverse()) {
    const [, split, content] = NAME.exec(name) ?? [];
    if (split && content) files.set(`${split === 'train' ? 'train' : 'test'}-${content}`, join(folder, name));
  }
  if (files.size === 0) return undefined;
  const train = pair(files, 'train', folder);
  const test = files.has('test-images') || files.has('test-labels') ? pair(files, 'test', folder) : undefined;
  return {
    load: async (parameters, classCount) =>
      assemble(await readPair(train), test && (await readPair(test)), {
        ...parameters,
        ...(classCount !== undefined && { classCount }),
      }),
    inspect: async (parameters) => {
      const { shape } = await readImagesHeader(train.images);
      const targets = readIdx(await readWhole(train.labels), train.labels);
      const testCount = test && (await readImagesHeader(test.images)).shape[0];
      return factsOf(sampleShape({ file: train.images, shape }, parameters.shape), shape[0] ?? 0, testCount, {
        targets,
        parameters,
      });
    },
  };
}

function pair(files: ReadonlyMap<string, string>, split: 'train' | 'test', folder: string): FilePair {
  const [images, labels] = [files.get(`${split}-images`), files.get(`${split}-labels`)];
  if (images === undefined || labels === undefined) {
    const [has, lacks] = images === undefined ? ['labels', 'images'] : ['images', 'labels'];
    throw new DataError({
      file: folder,
      found: `${split} ${has} without ${lacks}`,
      expected: `also ${split === 'train' ? 'train' : 't10k'}-${lacks}-idx${lacks === 'images' ? 3 : 1}-ubyte, or with .gz`,
    });
  }
  return { images, labels };
}

const readPair = async ({ images, labels }: FilePair): Promise<ArrayPair> => ({
  inputs: readIdx(await readWhole(images), images),
  targets: readIdx(await readWhole(labels), labels),
});

const readImagesHeader = async (file: string) =>
  readIdxHeader((await readStart(file, 1024)).subarray(0, IDX_HEADER_BYTES), file);
