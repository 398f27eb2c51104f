import { formatShape, sizeOf } from '../nn/shape';
import type { Shape } from '../nn/shape';
import { DataError } from './error';
import type { DataProblem } from './error';
import type { PathParameters } from './pathParameters';
import { numberedClasses } from './raw';
import type { RawDataset, RawSamples } from './raw';
import { formatCount } from '../shared/figures';
import type { NdArray } from './readers/numbers';

/** Inputs and targets of one split, as two arrays with one entry a sample. */
export interface ArrayPair {
  readonly inputs: NdArray;
  readonly targets: NdArray;
}

export interface AssembleOptions extends Pick<PathParameters, 'target' | 'shape'> {
  /** Number of classes where the dataset is known; else one more than the largest training label. */
  readonly classCount?: number;
}

/** A label beyond is no class but a number in the wrong place; the largest sets of pictures have some 22,000. */
const MAX_CLASSES = 2 ** 16;

const problem = (
  array: NdArray,
  what: Pick<DataProblem, 'found' | 'expected'> & { readonly byte?: number | undefined },
): DataError =>
  new DataError({
    file: array.file,
    ...(array.member !== undefined && { member: array.member }),
    ...(what.byte !== undefined && { byte: what.byte }),
    found: what.found,
    expected: what.expected,
  });

/**
 * A dataset out of arrays.
 *
 * @throws DataError when counts or shapes do not fit, a label is no class or an input is not finite
 */
export function assemble(
  train: ArrayPair,
  test: ArrayPair | undefined,
  options: AssembleOptions,
): RawDataset {
  const trainSamples = toSamples(train, options);
  const dataset = { train: trainSamples, ...outputsOf(trainSamples.targets, options.classCount) };
  if (!test) return dataset;
  const testSamples = toSamples(test, { ...options, classCount: dataset.outputs });
  if (formatShape(testSamples.shape) !== formatShape(trainSamples.shape)) {
    throw problem(test.inputs, {
      found: `samples of shape ${formatShape(testSamples.shape)}`,
      expected: `${formatShape(trainSamples.shape)} as in training`,
    });
  }
  return { ...dataset, test: testSamples };
}

/**
 * Classes and number of outputs that training targets imply.
 *
 * @param classCount where it is known; else one more than the largest label
 */
export function outputsOf(
  targets: RawSamples['targets'],
  classCount?: number,
): Pick<RawDataset, 'classes' | 'outputs'> {
  if (targets.kind === 'values') return { outputs: targets.width };
  const outputs = classCount ?? targets.labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  return { classes: numberedClasses(outputs), outputs };
}

/** @throws DataError when a target is no class, or not finite */
export const readTargets = (targets: NdArray, options: AssembleOptions): RawSamples['targets'] =>
  options.target === 'values' ? toValues(targets) : toLabels(targets, options.classCount);

function toSamples({ inputs, targets }: ArrayPair, options: AssembleOptions): RawSamples {
  const count = inputs.shape[0] ?? 0;
  if (targets.shape[0] !== count) {
    throw problem(targets, {
      byte: targets.countByte,
      found: `${formatCount(targets.shape[0] ?? 0)} labels`,
      expected: `${formatCount(count)}, one for each sample in ${inputs.member ?? inputs.file}`,
    });
  }
  return {
    count,
    shape: sampleShape(inputs, options.shape),
    values: inputs.values instanceof Uint8Array ? inputs.values : toFinite(inputs),
    targets: readTargets(targets, options),
  };
}

/**
 * Shape of one sample: as wished if its size agrees, else by the array's axes after the first: none → [1],
 * one → as it is, height and width → one channel, three → channels last.
 */
export function sampleShape(inputs: Pick<NdArray, 'file' | 'member' | 'shape'>, wished?: Shape): Shape {
  const axes = inputs.shape.slice(1);
  const fail = (expected: string): DataError =>
    problem(
      { ...inputs, values: new Uint8Array() },
      { found: `samples of shape ${formatShape(axes)}`, expected },
    );
  if (wished) {
    if (sizeOf(wished) === sizeOf(axes)) return wished;
    throw fail(`${sizeOf(wished)} values for the shape ${formatShape(wished)}`);
  }
  if (axes.length === 0) return [1];
  if (axes.length === 2) return [...axes, 1];
  if (axes.length > 3) throw fail('at most three axes; set "shape"');
  return axes;
}

function toFinite(inputs: NdArray): Float32Array {
  const values = inputs.values instanceof Float32Array ? inputs.values : Float32Array.from(inputs.values);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  throw problem(inputs, {
    byte: inputs.byteOf?.(bad),
    found: String(inputs.values[bad]),
    expected: 'a finite number',
  });
}

function toLabels(targets: NdArray, classCount = MAX_CLASSES): RawSamples['targets'] {
  if (targets.values.length !== targets.shape[0]) {
    throw problem(targets, {
      found: `labels of shape ${formatShape(targets.shape.slice(1))}`,
      expected: 'a single class for each sample',
    });
  }
  const bad = targets.values.findIndex(
    (label) => !Number.isInteger(label) || label < 0 || label >= classCount,
  );
  if (bad >= 0) {
    throw problem(targets, {
      byte: targets.byteOf?.(bad),
      found: `label ${targets.values[bad]!}`,
      expected: `0 to ${formatCount(classCount - 1)}`,
    });
  }
  return { kind: 'classes', labels: Int32Array.from(targets.values) };
}

function toValues(targets: NdArray): RawSamples['targets'] {
  const values = toFinite(targets);
  return { kind: 'values', values, width: sizeOf(targets.shape.slice(1)) };
}
