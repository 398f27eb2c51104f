import type { DatasetDescription } from '../../../src/data/dataset';
import { describeDataset } from '../../../src/data/registry';
import { parseExperiment } from '../../../src/experiment/parse';
import type { DescribeDataset, ParsedExperiment } from '../../../src/experiment/parse';
import type { Experiment } from '../../../src/experiment/experiment';
import { line } from '../schema/checked';

/** Three values to predict from four, as a local file would hold them. */
export const regression: DatasetDescription = {
  name: 'prices',
  title: 'prices.csv',
  inputShape: [4],
  outputs: 3,
  trainCount: 100,
};

export const describe: DescribeDataset = (source, parameters) =>
  source.endsWith('prices.csv') ? regression : describeDataset(source, parameters);

export const parse = (text: string, describeWith: DescribeDataset = describe): ParsedExperiment =>
  parseExperiment(text, { path: '/configs/test.initscope.yaml', describeDataset: describeWith });

/** `line:column code: message`, in the order of the file. */
export const linesOf = (text: string): string[] => parse(text).problems.map(line);

/** @throws Error with the problems, where there are any */
export function experimentOf(text: string): Experiment {
  const { experiment, problems } = parse(text);
  if (experiment === undefined || problems.length > 0) throw new Error(problems.map(line).join('\n'));
  return experiment;
}

/** A valid config on MNIST digits, parts of which can be given. */
export function config(parts: {
  readonly dataset?: string;
  readonly layers?: string;
  readonly model?: string;
  readonly initializers?: string;
  readonly rest?: string;
}): string {
  return [
    `dataset: ${parts.dataset ?? 'mnist-embedded'}`,
    `model: {layers: ${parts.layers ?? '[flatten, dense: 16, dense: 10]'}${parts.model ?? ''}}`,
    `initializers: ${parts.initializers ?? '[heNormal]'}`,
    ...(parts.rest === undefined ? [] : [parts.rest]),
  ].join('\n');
}
