import { basename, join } from 'node:path';
import { DataError } from '../error';
import type { DatasetFacts } from '../entry';
import { CIFAR100_CLASSES, CIFAR10_CLASSES } from '../images/classNames';
import type { RawDataset } from '../raw';
import { CIFAR10, CIFAR100, cifarRecordBytes, readCifar } from '../readers/cifar';
import type { CifarFile, CifarLayout } from '../readers/cifar';
import { readStart, readWhole, unpackedLength } from '../readers/files';
import { readTar } from '../readers/tar';
import { release } from '../release';
import type { PathForm } from './form';

/** Batch files in the order of their numbers; `train.bin` and `test.bin` are those of CIFAR-100. */
const TRAIN10 = /^data_batch_\d+\.bin(\.gz)?$/;
const TEST10 = /^test_batch\.bin(\.gz)?$/;
const TRAIN100 = /^train\.bin(\.gz)?$/;
const TEST100 = /^test\.bin(\.gz)?$/;

interface Batches<T> {
  readonly layout: CifarLayout;
  readonly train: readonly T[];
  readonly test: readonly T[];
}

/** Sorts batch files into splits by their names; undefined when none is for training. */
function sortBatches<T>(files: readonly T[], nameOf: (file: T) => string): Batches<T> | undefined {
  const matching = (pattern: RegExp): readonly T[] =>
    files.filter((file) => pattern.test(nameOf(file))).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const train10 = matching(TRAIN10);
  if (train10.length > 0) return { layout: CIFAR10, train: train10, test: matching(TEST10) };
  const train100 = matching(TRAIN100);
  if (train100.length > 0) return { layout: CIFAR100, train: train100, test: matching(TEST100) };
  return undefined;
}

const classesOf = (layout: CifarLayout): readonly string[] =>
  layout === CIFAR10 ? CIFAR10_CLASSES : CIFAR100_CLASSES;

const facts = (layout: CifarLayout): DatasetFacts => ({
  inputShape: [32, 32, 3],
  classes: classesOf(layout),
  outputs: classesOf(layout).length,
});

/** The bytes of the files are empty afterwards: what matters of them has been copied. */
function toDataset({ layout, train, test }: Batches<CifarFile>): RawDataset {
  const classes = classesOf(layout);
  const dataset = {
    train: readCifar(train, layout),
    ...(test.length > 0 && { test: readCifar(test, layout) }),
    classes,
    outputs: classes.length,
  };
  release([...train, ...test].map(({ bytes }) => bytes));
  return dataset;
}

const readFiles = (files: readonly string[]): Promise<readonly CifarFile[]> =>
  Promise.all(files.map(async (file) => ({ file, bytes: await readWhole(file) })));

const batchFiles = ({ layout, train, test }: Batches<string>): PathForm => ({
  load: async () => toDataset({ layout, train: await readFiles(train), test: await readFiles(test) }),
  inspect: async () => {
    const count = async (files: readonly string[]): Promise<number> => {
      const lengths = await Promise.all(files.map(unpackedLength));
      return lengths.reduce((total, length) => total + Math.floor(length / cifarRecordBytes(layout)), 0);
    };
    const testCount = await count(test);
    return { ...facts(layout), trainCount: await count(train), ...(testCount > 0 && { testCount }) };
  },
});

/** The binary batches of a CIFAR-10 or CIFAR-100 folder, or undefined when it has none. */
export function cifarFolder(folder: string, names: readonly string[]): PathForm | undefined {
  const batches = sortBatches(
    names.map((name) => join(folder, name)),
    (file) => basename(file),
  );
  return batches && batchFiles(batches);
}

/** One batch file. Unless its name is CIFAR-100's, its length decides between the two layouts. */
export const cifarFile = (file: string): PathForm => {
  const form = async (): Promise<PathForm> => {
    const length = await unpackedLength(file);
    const fits = (layout: CifarLayout): boolean => length % cifarRecordBytes(layout) === 0;
    const named100 = TRAIN100.test(basename(file)) || TEST100.test(basename(file));
    const layout = named100 || (fits(CIFAR100) && !fits(CIFAR10)) ? CIFAR100 : CIFAR10;
    return batchFiles({ layout, train: [file], test: [] });
  };
  return {
    load: async (parameters) => (await form()).load(parameters),
    inspect: async (parameters) => (await form()).inspect(parameters),
  };
};

/** `cifar-10-binary.tar.gz`, `cifar-100-binary.tar.gz`, or the same as plain `.tar`. */
export const cifarArchive = (file: string): PathForm => ({
  load: async () => toDataset(await readArchive(file)),
  inspect: async () => {
    // the name of the first member is enough for the archives as published; others are read whole
    const start = new TextDecoder().decode((await readStart(file, 4096)).subarray(0, 100));
    if (start.startsWith('cifar-100-binary')) return facts(CIFAR100);
    if (start.startsWith('cifar-10-batches-bin')) return facts(CIFAR10);
    return facts((await readArchive(file)).layout);
  },
});

async function readArchive(file: string): Promise<Batches<CifarFile>> {
  const members = readTar(await readWhole(file), file);
  const batches = sortBatches(
    members.map(({ name, bytes }) => ({ file: `${file}/${name}`, bytes })),
    (member) => basename(member.file),
  );
  if (batches) return batches;
  throw new DataError({
    file,
    found: members.map(({ name }) => name).join(', ') || 'an empty archive',
    expected: 'data_batch_1.bin … (CIFAR-10) or train.bin (CIFAR-100)',
  });
}
