import { readCsv } from '../readers/csv';
import { readWhole } from '../readers/files';
import type { RawDataset } from '../raw';
import type { PathParameters } from '../pathParameters';
import { sampleShape } from '../assemble';
import type { PathForm } from './form';

/** A CSV file, perhaps gzipped. Its classes are known only once all of it is read. */
export const csvFile = (file: string): PathForm => {
  const load = async (parameters: PathParameters): Promise<RawDataset> => {
    const dataset = readCsv(await readWhole(file), file, parameters);
    const { count, shape } = dataset.train;
    return {
      ...dataset,
      train: { ...dataset.train, shape: sampleShape({ file, shape: [count, ...shape] }, parameters.shape) },
    };
  };
  return {
    load,
    inspect: async (parameters) => {
      const { train, outputs, classes } = await load(parameters);
      return { inputShape: train.shape, outputs, trainCount: train.count, ...(classes && { classes }) };
    },
  };
};
