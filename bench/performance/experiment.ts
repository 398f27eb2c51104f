import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Experiment } from '../../src/experiment/experiment';
import { launchTrainer } from '../../src/trainer/client';

export interface ExperimentTime {
  /** From the start of the trainer to the end of the run. */
  readonly seconds: number;
  /** From the start of the trainer to the first step of any trial. */
  readonly toFirstStep: number;
  /** Updates a second over all trials, from the first step on. */
  readonly stepsPerSecond: number;
  /** Largest resident memory of the trainer, MB (Linux). */
  readonly peakMb: number;
}

/** Runs an experiment as the product does: trainer process, worker threads, run store. */
export async function timeExperiment(
  experiment: Experiment,
  script = 'dist/trainer.cjs',
): Promise<ExperimentTime> {
  const folder = await mkdtemp(path.join(tmpdir(), 'initscope-bench-'));
  const start = performance.now();
  let first = NaN;
  let done = 0;
  const client = await launchTrainer(
    { script: path.resolve(script) },
    {
      progress(progress) {
        if (progress.done > 0 && Number.isNaN(first)) first = performance.now();
        done = progress.done;
      },
    },
  );
  const status = await watchPeakMemory(client.pid);
  await client.start({
    experiment,
    config: { path: '/bench', text: '' },
    runsFolder: folder,
    engineFolders: [],
    datasetCache: folder,
  });
  const end = await client.ended;
  if (end.kind !== 'finished') throw new Error(JSON.stringify(end));
  const seconds = (performance.now() - start) / 1000;
  await rm(folder, { recursive: true, force: true });
  const toFirstStep = (first - start) / 1000;
  return { seconds, toFirstStep, stepsPerSecond: done / (seconds - toFirstStep), peakMb: status.stop() };
}

/** Reads the kernel's own high-water mark while the process lives. */
async function watchPeakMemory(pid: number): Promise<{ stop(): number }> {
  const { readFileSync } = await import('node:fs');
  let peak = NaN;
  const look = (): void => {
    try {
      peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
    } catch {
      // gone, or no such file system
    }
  };
  const timer = setInterval(look, 100);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
