import type { TrainingProgram } from '../../src/training/programs/programs';
import { MODELS } from './models';
import type { ModelName } from './models';
import { least } from './ratio';
import type { PeerTime, Results } from './results';

export const PROBE_INTERVAL = 50;
const PROBE_SAMPLES = 512;
/** Share of an update that is not the optimizer's pass, where that takes longest, of (b). */
const WITHOUT_OPTIMIZER = 5 / 6;
/** Images of the datasets that the models are for, minibatches of which make an epoch. */
export const IMAGES = { a: 60_000, b: 50_000, c: 60_000 } as const;

export const bestOf = (
  peer: Results['experiments']['a']['torch'],
  time: keyof PeerTime,
): number | undefined => least(Object.values(peer).map((times) => times[time]));

/** Percent of fifty updates that the passes of a probe take: the forward one, and those of an update. */
export const passesAlone = ({ telemetry }: Results, name: ModelName): number => {
  const [step, forward] = [telemetry[name]?.step?.ms ?? NaN, telemetry[name]?.evaluate?.ms ?? NaN];
  return (100 * (forward + WITHOUT_OPTIMIZER * step)) / (PROBE_INTERVAL * step);
};

/** Multiply-adds of one update of (a) with this many hidden units, twice: forward, ∂W, and ∂x but for the first layer. */
export const flops = (width: number): number => {
  const [inputs, outputs] = [784, 10];
  return 2 * MODELS.a.batch * (2 * inputs * width + 3 * width * width + 3 * width * outputs);
};

/** Of one update of (b): as for (a), over its six layers. */
export const PRODUCTS_OF_B =
  2 * MODELS.b.batch * (2 * 3072 * 512 + 3 * (512 * 256 + 3 * 256 * 256 + 256 * 10));
export const TRIALS = 10;
/** Minibatches of (a) in an epoch of its images. */
export const EPOCH_UPDATES = Math.floor(IMAGES.a / MODELS.a.batch);
/** Of one update of (b) by one of two processes at once, the middle of what was measured. */
export const ADAM_MS = 5;

export const productSeconds = ({ gemm, cores, experimentSteps }: Results): string =>
  ((TRIALS * experimentSteps * PRODUCTS_OF_B) / 1e9 / (gemm[cores] ?? NaN)).toFixed(0);

/** Seconds of `updates` of each of `trials` and nothing else, on all cores at once. */
export const updatesAlone = (ms: number, trials: number, updates: number, cores: number): number =>
  (trials * updates * ms) / 1000 / cores;

interface Whole {
  readonly trials: number;
  readonly updates: number;
  /** Images of the training set. */
  readonly images: number;
  readonly evaluations: number;
  readonly evaluated: number;
}

/** Seconds that the programs of an experiment take alone, its trials shared evenly by the cores, behind its start. */
const aloneSeconds = ({ telemetry, experiments, cores }: Results, name: ModelName, whole: Whole): number => {
  const of = (program: TrainingProgram): number => telemetry[name]?.[program]?.ms ?? NaN;
  const probes = Math.ceil(whole.updates / PROBE_INTERVAL);
  const epochs = Math.ceil((whole.updates * MODELS[name].batch) / whole.images);
  const trial =
    whole.updates * of('step') +
    probes * (of('probe') + of('measuredStep') - of('step')) +
    epochs * of('histograms') +
    (whole.evaluations * whole.evaluated * of('evaluate')) / PROBE_SAMPLES;
  return experiments[name].ours.toFirstStep + (whole.trials * trial) / 1000 / cores;
};

export const tenAlone = (results: Results, name: ModelName): number =>
  aloneSeconds(results, name, {
    trials: TRIALS,
    updates: results.experimentSteps,
    images: 10_000,
    evaluations: 2,
    evaluated: 1000,
  });

export const threeAlone = (results: Results): number =>
  aloneSeconds(results, 'a', {
    trials: 3,
    updates: EPOCH_UPDATES,
    images: IMAGES.a,
    evaluations: 11,
    evaluated: 10_000,
  });
