import { engine } from '@tensorflow/tfjs-core';
import { sampleProcess } from './sample';
import type { Sample } from './sample';
import '../../src/trainer/main';

/** The product's trainer, which says on stdout what it holds whenever a line arrives on stdin. */
const start = performance.now();

process.stdin.setEncoding('utf8').on('data', () => {
  const { counts, ...memory } = sampleProcess(start);
  const sample: Sample = { ...memory, counts: { ...counts, tensors: engine().state.numTensors } };
  // marked, for engines write there, too
  process.stdout.write(`sample ${JSON.stringify(sample)}\n`);
});
