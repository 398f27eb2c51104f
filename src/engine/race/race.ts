import type { EngineName } from '../../shared/engineNames';
import { phrase } from '../../shared/phrase';
import type { Phrase } from '../../shared/phrase';
import { useBackend } from '../backend';
import type { Engine } from '../engine';
import { measureStep } from './measure';
import type { Timing, Timings } from './timings';

/** Whether a GPU is worth it here, and why. */
export interface Verdict {
  readonly gpuWins: boolean;
  /** One sentence. */
  readonly reason: Phrase;
}

/** As many as experiments compare. A GPU trains them as one stack, the processor's cores share them. */
const TRIALS = 8;

/** The GPU's step is the shorter one, or as short. Small networks wait for a GPU's dispatches more than it computes. */
export const judge = ({ gpu, cpu }: Timing, rival: EngineName): Verdict => ({
  gpuWins: gpu <= cpu,
  reason: phrase(
    'A training step of {0} networks timed here takes {1} ms on it and {2} ms on {3}.',
    TRIALS,
    gpu.toFixed(2),
    cpu.toFixed(2),
    rival,
  ),
});

export interface Race {
  /**
   * Opens the engine to compare to, checked, for one thread, or undefined if there is none here. Its opening moves tfjs to
   * its backend.
   */
  readonly openRival: () => Promise<Engine | undefined>;
  readonly rival: { readonly name: EngineName; readonly version: string; readonly device: string };
  /** Cores that the rival can train on. */
  readonly cores: number;
  readonly timings: Timings;
  readonly now: () => number;
}

/** Times a GPU engine against the CPU's, or remembers how that went. The GPU engine stays open and tfjs on its backend. */
export async function race(gpu: Engine, { openRival, rival, cores, timings, now }: Race): Promise<Verdict> {
  const key = [
    gpu.name,
    gpu.version,
    gpu.device.name,
    rival.name,
    rival.version,
    rival.device,
    `${TRIALS} trials`,
  ];
  const known = await timings.find(key, ['gpu', 'cpu']);
  if (known) return judge(known, rival.name);
  const backend = gpu.tf.getBackend();
  const gpuTime = await measureStep(gpu, now, TRIALS);
  const opened = await openRival();
  if (!opened)
    return { gpuWins: true, reason: phrase('There is no {0} here to time it against.', rival.name) };
  const timing = { gpu: gpuTime, cpu: (await measureStep(opened, now)) * Math.ceil(TRIALS / cores) };
  opened.dispose();
  await useBackend(gpu.tf, backend);
  await timings.keep(key, timing);
  return judge(timing, rival.name);
}
