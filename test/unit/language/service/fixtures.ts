import { DatasetKnowledge } from '../../../../src/language/service/datasetKnowledge';
import { parseConfig } from '../../../../src/language/service/configDocument';
import type { ConfigDocument } from '../../../../src/language/service/configDocument';

export const CONFIG = `\
name: digits
dataset: mnist-embedded
model:
  layers: [flatten, { dense: 32 }, { dense: 10 }]
  activation: relu

initializers:
  - heNormal
  - randomNormal: { stddev: 0.01 }
training:
  epochs: 1
`;

export const URI = 'file:///w/digits.initscope.yaml';

export const registeredOnly = new DatasetKnowledge(
  () => Promise.reject(new Error('no files here')),
  () => 0,
);

export const read = (text: string): ConfigDocument => parseConfig(URI, 1, text, registeredOnly.describe);
