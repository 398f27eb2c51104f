import { readFileSync } from 'node:fs';
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
  /** Processor time of the trainer, up to the end of the run (Linux). */
  readonly cpuSeconds: number;
}

/** Runs an experiment as the product does: trainer process, worker threads, run store. Figures are NaN if it fails. */
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
  const watch = watchProcess(client.pid);
  await client.start({
    experiment,
    config: { path: '/bench', text: '' },
    runsFolder: folder,
    engineFolders: [],
    datasetCache: folder,
  });
  const end = await client.ended;
  // one that fails on a busy machine must not cost the figures of the others
  if (end.kind !== 'finished') {
    console.error(`the experiment did not finish: ${JSON.stringify(end)}`);
    watch.stop();
    await rm(folder, { recursive: true, force: true });
    return { seconds: NaN, toFirstStep: NaN, stepsPerSecond: NaN, peakMb: NaN, cpuSeconds: NaN };
  }
  const seconds = (performance.now() - start) / 1000;
  await rm(folder, { recursive: true, force: true });
  const toFirstStep = (first - start) / 1000;
  return { seconds, toFirstStep, stepsPerSecond: done / (seconds - toFirstStep), ...watch.stop() };
}

/** Clock ticks of /proc a second, which Linux has kept at this value for decades (`getconf CLK_TCK`). */
const TICKS = 100;

/** Reads the kernel's own high-water mark and count of ticks while the process lives; NaN where there are none. */
function watchProcess(pid: number): { stop(): Pick<ExperimentTime, 'peakMb' | 'cpuSeconds'> } {
  let found = { peakMb: NaN, cpuSeconds: NaN };
  const look = (): void => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      // what follows the name in parentheses, which may hold spaces, is one field a blank
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      found = {
        peakMb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1000 || found.peakMb,
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      };
    } catch {
      // gone, or no such file system
    }
  };
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      return found;
    },
  };
}
