import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunStore } from '../../../src/runs/store/runStore';
import type { ReadableRun } from '../../../src/runs/store/runStore';

/** A folder that is open in the editor. */
export interface Workspace {
  readonly folder: string;
  write(name: string, text: string): Promise<void>;
  has(name: string): boolean;
  /** Runs of an experiment on disk, the latest first. */
  runs(experiment: string): Promise<readonly ReadableRun[]>;
  /** The latest of them. @throws when there is none */
  run(experiment: string): Promise<ReadableRun>;
  remove(): Promise<void>;
}

export async function createWorkspace(): Promise<Workspace> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'ws-')));
  const store = new RunStore(path.join(folder, '.initscope/runs'));
  const runs = async (experiment: string): Promise<readonly ReadableRun[]> =>
    (await store.list()).filter(
      (entry) => entry.kind === 'run' && entry.experiment === experiment,
    ) as ReadableRun[];
  return {
    folder,
    write: (name, text) => writeFile(path.join(folder, name), text),
    has: (name) => existsSync(path.join(folder, name)),
    runs,
    async run(experiment) {
      const [latest] = await runs(experiment);
      if (latest === undefined) throw new Error(`there is no run of ${experiment}`);
      return latest;
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export interface ConfigOptions {
  readonly name: string;
  readonly initializers?: readonly string[];
  /** Updates per initializer. */
  readonly steps: number;
}

/** More updates than any machine makes while a test looks on. */
export const ENDLESS = 1_000_000_000;

/** A network of 784-48-24-10 on real digits. */
export const config = ({ name, initializers = ['zeros', 'heNormal'], steps }: ConfigOptions): string => `\
name: ${name}
dataset: { source: mnist-embedded, trainSize: 2000, validationSize: 300 }
model:
  activation: relu
  layers: [flatten, dense: 48, dense: 24, dense: 10]
initializers:
${initializers.map((initializer) => `  - ${initializer}\n`).join('')}training: { steps: ${steps}, batchSize: 64, evaluationInterval: 50 }
telemetry: { probeSamples: 100, probeInterval: 50 }
`;
