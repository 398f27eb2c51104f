import fc from 'fast-check';
import { zipSync } from 'fflate';
import { gzipSync } from 'node:zlib';
import { assemble } from '../../../src/data/assemble';
import { npzFile } from '../../../src/data/paths/npzFile';
import { toPathParameters } from '../../../src/data/pathParameters';
import type { RawDataset, RawSamples } from '../../../src/data/raw';
import { CIFAR10, CIFAR100, readCifar } from '../../../src/data/readers/cifar';
import { readCsv } from '../../../src/data/readers/csv';
import { unpackGzip, unpackGzipStart } from '../../../src/data/readers/gzip';
import { readIdx } from '../../../src/data/readers/idx';
import { readNpy } from '../../../src/data/readers/npy';
import { readTar } from '../../../src/data/readers/tar';
import { bytesOf, idx, npy, tar, writeTarChecksum } from '../../../test/support/formats';
import { inputFile, writeInput } from '../inputFiles';
import { sampled } from '../sampled';
import { guarded, hold } from '../target';
import type { Target } from '../target';

const FILE = 'fuzzed';
const options = toPathParameters({});
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What training relies on without looking. */
function holdSamples({ count, shape, values, targets }: RawSamples, outputs: number): void {
  const size = shape.reduce((product, axis) => product * axis, 1);
  hold(
    count > 0 && shape.length > 0 && shape.every((axis) => Number.isInteger(axis) && axis > 0),
    'an empty sample',
  );
  hold(values.length === count * size, `${values.length} values for ${count} samples of ${size}`);
  hold(values instanceof Uint8Array || values.every(Number.isFinite), 'an input that is not finite');
  if (targets.kind === 'classes') {
    hold(targets.labels.length === count, 'labels and samples differ in number');
    hold(
      targets.labels.every((label) => label >= 0 && label < outputs),
      'a label that is no class',
    );
  } else {
    hold(targets.width > 0 && targets.values.length === count * targets.width, 'targets of another number');
    hold(targets.values.every(Number.isFinite), 'a target that is not finite');
  }
}

function holdDataset({ train, test, classes, outputs }: RawDataset): string {
  hold(outputs > 0 && (classes === undefined || classes.length === outputs), 'classes and outputs differ');
  for (const samples of test === undefined ? [train] : [train, test]) holdSamples(samples, outputs);
  return `read: ${train.shape.length} axes, ${train.targets.kind}${test === undefined ? '' : ', test'}`;
}

const targetsOf = (count: number): Uint8Array =>
  idx(
    [count],
    Array.from({ length: count }, (_, i) => i % 3),
  );

/** An IDX file of inputs, then one of labels behind it, each with its length in front. */
const pairOf = (inputs: Uint8Array, labels: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + inputs.length + labels.length);
  bytes[0] = inputs.length;
  bytes.set(inputs, 1);
  bytes.set(labels, 1 + inputs.length);
  return bytes;
};

const splitPair = (bytes: Uint8Array): [Uint8Array, Uint8Array] => {
  const end = 1 + (bytes[0] ?? 0);
  return [bytes.slice(1, end), bytes.slice(end)];
};

const pairReader = (readArray: typeof readIdx): Target['read'] =>
  guarded((bytes) => {
    const [inputs, targets] = splitPair(bytes);
    const pair = { inputs: readArray(inputs, 'inputs'), targets: readArray(targets, 'labels') };
    const kind = (bytes.at(-1) ?? 0) % 2 === 0 ? 'classes' : 'values';
    return holdDataset(assemble(pair, undefined, { target: kind }));
  });

const floats = (length: number): Uint8Array => bytesOf(Float32Array.from({ length }, (_, i) => i / 8));

/** Types and axes of an array at random; its bytes fit, more often than not. */
const wideIdx = fc
  .tuple(
    fc.constantFrom([8, 1], [9, 1], [0x0b, 2], [0x0c, 4], [0x0d, 4], [0x0e, 8]),
    fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(2 ** 16, 2 ** 31, 2 ** 32 - 1)), {
      minLength: 1,
      maxLength: 9,
    }),
    fc.uint8Array({ maxLength: 8 }),
  )
  .map(([[type = 8, width = 1], axes, noise]) => {
    const size = axes.reduce((product, axis) => product * axis, width);
    const data = new Uint8Array(size <= 200 ? size : noise.length);
    data.set(noise.subarray(0, data.length));
    const header = [0, 0, type, axes.length, ...axes.flatMap((a) => [a >>> 24, a >>> 16, a >>> 8, a])];
    return Uint8Array.from([...header, ...data]);
  });

export const idxTarget: Target = {
  seeds: () => [
    pairOf(
      idx(
        [3, 2, 2],
        Array.from({ length: 12 }, (_, i) => i),
      ),
      targetsOf(3),
    ),
    pairOf(Uint8Array.from([0, 0, 0x0d, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 63, 128, 0, 0]), targetsOf(2)),
    pairOf(idx([2, 1], [1, 2]), Uint8Array.from([0, 0, 0x0c, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0])),
    pairOf(idx([2, 1], [1, 2]), Uint8Array.from([0, 0, 0x0b, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0, 0])),
  ],
  generate: (random) => {
    const inputs = sampled(wideIdx, random).subarray(0, 255);
    return pairOf(inputs, random.below(2) === 0 ? targetsOf(1 + random.below(4)) : sampled(wideIdx, random));
  },
  read: pairReader(readIdx),
};

export const npyTarget: Target = {
  seeds: () => [
    pairOf(npy('|u1', [3, 2, 2], new Uint8Array(12)), npy('|u1', [3], Uint8Array.of(0, 1, 2))),
    pairOf(npy('<f4', [2, 3], floats(6)), npy('<i8', [2], bytesOf(BigInt64Array.of(0n, 1n)))),
    pairOf(
      npy('<f8', [2, 3], bytesOf(new Float64Array(6)), true),
      npy('>i2', [2], Uint8Array.of(0, 1, 0, 0)),
    ),
    pairOf(npy('|b1', [2, 1], Uint8Array.of(1, 0)), npy('<u8', [2], bytesOf(BigUint64Array.of(1n, 0n)))),
  ],
  tokens: [
    "'descr': '<f8'",
    "'shape': (",
    '0',
    '1',
    '99999999999',
    ', ',
    'True',
    'False',
    "'|O'",
    "'<U4'",
    '\\x93NUMPY',
  ],
  read: pairReader(readNpy),
};

export const cifarTarget: Target = {
  // the whole record is 3,073 bytes, of which only the label can be wrong
  seeds: () => [
    Uint8Array.from({ length: 3073 }, (_, i) => i % 10),
    Uint8Array.from({ length: 3074 }, (_, i) => i % 20),
    new Uint8Array(2 * 3073),
  ],
  read: guarded((bytes) => {
    const layout = bytes.length % 3074 === 0 ? CIFAR100 : CIFAR10;
    const samples = readCifar([{ file: FILE, bytes }], layout);
    holdSamples(samples, layout.labels.at(-1) ?? 0);
    return `read: ${layout.labels.length} labels`;
  }),
};

const csvText = fc
  .tuple(
    fc.constantFrom(',', ';', '\t'),
    fc.array(
      fc.array(
        fc.oneof(
          fc.double().map(String),
          fc.integer().map(String),
          fc.string(),
          fc.constantFrom('', '"', 'label', '1e39', '-0', '0x10', 'NaN', 'Infinity', '1e-400', '١'),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      { maxLength: 6 },
    ),
  )
  .map(([separator, rows]) => rows.map((row) => row.join(separator)).join('\n'));

const CSV_FORMS = [
  {},
  { target: 'values' },
  { header: 'no' },
  { header: 'yes', label: '0' },
  { separator: 'semicolon' },
];

export const csvTarget: Target = {
  seeds: () => [
    encode('a,b,label\n1,2,x\n3.5,-4e3,y\n'),
    encode('1,2,0\r\n3,4,1\r\n'),
    encode('\uFEFF"first, name";target\n"1";2\n'),
    encode('a,b\n"1","2"\n\n3,4\n'),
  ],
  tokens: [
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    '\uFEFF',
    '1e39',
    '1e309',
    'NaN',
    '-0',
    '0x1F',
    '\0',
    'label',
    '\u{1F4A5}',
  ],
  generate: (random) => encode(sampled(csvText, random)),
  read: guarded((bytes) => {
    const form = CSV_FORMS[(bytes[0] ?? 0) % CSV_FORMS.length] ?? {};
    const dataset = readCsv(bytes, FILE, toPathParameters(form));
    const mangled = dataset.classes?.some((name) => name.includes('\uFFFD'));
    hold(mangled !== true || Buffer.from(bytes).includes('\uFFFD'), 'a class name was mangled');
    return holdDataset(dataset);
  }),
};

const MEMBERS = [
  { name: 'cifar-10-batches-bin/', bytes: new Uint8Array(0), type: '5' },
  { name: 'cifar-10-batches-bin/data_batch_1.bin', bytes: Uint8Array.of(1, 2, 3) },
  { name: '../../etc/passwd', bytes: Uint8Array.of(4) },
  { name: '/absolute', bytes: new Uint8Array(513), type: '2' },
];

export const tarTarget: Target = {
  seeds: () => [tar(MEMBERS), tar(MEMBERS.slice(1, 2)), tar([])],
  tokens: ['00000000010', '-0000001000', '77777777777', '\0', 'ustar', '../', '            '],
  repair: (bytes) => {
    const repaired = Buffer.from(bytes);
    for (let at = 0; at + 512 <= repaired.length; at += 512) {
      const header = repaired.subarray(at, at + 512);
      if (header.includes('ustar')) writeTarChecksum(header);
    }
    return new Uint8Array(repaired);
  },
  read: guarded((bytes) => {
    const members = readTar(bytes, FILE);
    const held = members.reduce((sum, member) => sum + member.bytes.length, 0);
    hold(held <= bytes.length, 'members hold more than their archive');
    return `read: ${members.length} members`;
  }),
};

export const gzipTarget: Target = {
  seeds: () => [gzipSync('hello hello hello'), gzipSync(new Uint8Array(5_000)), gzipSync('')],
  read: guarded(async (bytes) => {
    unpackGzipStart(bytes.subarray(0, 64));
    return `read: ${Math.ceil(Math.log2(1 + (await unpackGzip(bytes, FILE, 1 << 20)).length))} bits`;
  }),
};

/** In local time, as zip archives keep it: the same bytes whenever they are made. */
const WRITTEN = '2000-01-01T00:00:00';

export const npzTarget: Target = {
  seeds: () => {
    const x = npy('|u1', [3, 2, 2], new Uint8Array(12));
    const y = npy('|u1', [3], Uint8Array.of(0, 1, 2));
    return [
      zipSync({ 'x.npy': x, 'y.npy': y }, { mtime: WRITTEN }),
      zipSync({ 'x.npy': x, 'y.npy': y }, { mtime: WRITTEN, level: 0 }),
      zipSync(
        { 'x_train.npy': x, 'y_train.npy': y, 'x_test.npy': x, 'y_test.npy': y },
        { mtime: WRITTEN, level: 0 },
      ),
      zipSync({ '../../x.npy': x, '__proto__.npy': y, 'x.npy': x, 'y.npy': y }, { mtime: WRITTEN }),
    ];
  },
  tokens: ['PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'x.npy', 'y.npy', '../', 'x_test.npy'],
  read: guarded(async (bytes) => {
    const file = inputFile('npz');
    writeInput(file, bytes);
    const form = npzFile(file);
    const dataset = holdDataset(await form.load(options));
    await form.inspect(options);
    return dataset;
  }),
};
