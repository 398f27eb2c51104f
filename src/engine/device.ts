import { availableParallelism, cpus } from 'node:os';
import type { Device } from './engine';

/** The processor that this process runs on. */
export const processor = (): Device => {
  const model = cpus()[0]?.model.trim();
  const cores = availableParallelism();
  return { kind: 'cpu', name: `${model || process.arch} (${cores} ${cores === 1 ? 'core' : 'cores'})` };
};
