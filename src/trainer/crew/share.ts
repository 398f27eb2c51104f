import { arraysOf } from '../../data/dataset';
import type { Dataset, Samples } from '../../data/dataset';
import { release } from '../../data/release';

type Shareable = Uint8Array | Float32Array | Int32Array;

/**
 * The same samples in memory that worker threads can read without a copy of their own.
 * @param dataset is not read again: memory that is not shared yet is given back
 */
export function shareDataset(dataset: Dataset): Dataset {
  const [train, validation] = [shareSamples(dataset.train), shareSamples(dataset.validation)];
  release([dataset.train, dataset.validation].flatMap(arraysOf));
  return { ...dataset, train, validation };
}

const shareSamples = (samples: Samples): Samples => ({
  ...samples,
  values: share(samples.values),
  targets:
    samples.targets.kind === 'classes'
      ? { ...samples.targets, labels: share(samples.targets.labels) }
      : { ...samples.targets, values: share(samples.targets.values) },
});

function share<T extends Shareable>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new SharedArrayBuffer(values.byteLength);
  const Kind = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Kind(shared);
  copy.set(values);
  return copy;
}
