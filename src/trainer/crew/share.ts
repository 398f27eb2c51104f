import type { Dataset, Samples } from '../../data/dataset';

type Shareable = Uint8Array | Float32Array | Int32Array;

/** The same samples in memory that worker threads can read without a copy of their own. */
export const shareDataset = (dataset: Dataset): Dataset => ({
  ...dataset,
  train: shareSamples(dataset.train),
  validation: shareSamples(dataset.validation),
});

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
