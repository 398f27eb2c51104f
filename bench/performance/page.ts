import type { TrainingProgram } from '../../src/training/programs/programs';
import type { ExperimentTime } from './experiment';
import { MODELS, MODEL_NAMES } from './models';
import type { ModelName } from './models';
import type { ProgramTime } from './programs';
import { table } from '../../src/shared/markdown';
import { least, ratio } from './ratio';

type PerModel<T> = Readonly<Record<ModelName, T>>;

export interface Results {
  readonly date: string;
  readonly machine: string;
  /** Load average when the run began: near 0 on an idle machine. */
  readonly load: number;
  /** Version of PyTorch, if it was there. */
  readonly torch: string | undefined;
  readonly cores: number;
  /** Updates per trial of the experiments. */
  readonly experimentSteps: number;
  /** GFLOP/s of a large matrix product, by threads. */
  readonly gemm: Readonly<Record<string, number>>;
  /** By `<engine>, <threads>`. */
  readonly steps: PerModel<Readonly<Record<string, ProgramTime>>>;
  /** Milliseconds of an update where every core makes updates of its own. Absent from results of an earlier bench. */
  readonly beside?: PerModel<number>;
  readonly telemetry: PerModel<Readonly<Partial<Record<TrainingProgram, ProgramTime>>> | undefined>;
  readonly experiments: PerModel<{
    readonly ours: ExperimentTime;
    readonly quiet: ExperimentTime;
    /** Seconds by threads. */
    readonly torch: Readonly<Record<string, number>>;
  }>;
  readonly whole: {
    readonly loads: Readonly<Record<'mnist' | 'cifar', number>>;
    readonly peakMb: number;
    readonly epochSeconds: number;
  };
  /** Updates of (a) a second. */
  readonly scaling: Readonly<Record<'trials' | 'widths', Readonly<Record<string, number>>>>;
}

const PROBE_INTERVAL = 50;
const PROBE_SAMPLES = 512;
/** Images of the datasets that the models are for, minibatches of which make an epoch. */
const IMAGES = { a: 60_000, b: 50_000, c: 60_000 } as const;

const BARS = {
  a: { step: 0.8, faster: 1.5 },
  b: { step: 0.75, faster: 2 },
  c: { step: 1, faster: 1.2 },
} as const;

const stepTable = ({ steps }: Results): string => {
  const engines = Object.keys(steps.a);
  return table(
    ['', ...engines, '1 thread / PyTorch, 1', 'goal', 'best / PyTorch’s best'],
    MODEL_NAMES.map((name) => {
      const row = steps[name];
      const best = (who: string): number | undefined =>
        least(engines.flatMap((engine) => (engine.startsWith(who) ? [row[engine]?.ms ?? Infinity] : [])));
      return [
        `(${name})`,
        ...engines.map((engine) => row[engine]?.ms.toFixed(2) ?? '–'),
        ratio(row['onnxruntime, 1']?.ms, row['PyTorch, 1']?.ms),
        `≤ ${BARS[name].step}`,
        ratio(best('onnxruntime'), best('PyTorch')),
      ];
    }),
  );
};

const experimentTable = ({ experiments }: Results): string =>
  table(
    [
      '',
      'InitScope, s',
      'PyTorch at its best, s',
      'faster by',
      'goal',
      'without telemetry, s',
      'first step after, s',
    ],
    MODEL_NAMES.map((name) => {
      const { ours, quiet, torch } = experiments[name];
      const best = least(Object.values(torch));
      return [
        `(${name})`,
        ours.seconds.toFixed(1),
        best?.toFixed(1) ?? '–',
        best === undefined ? '–' : `${(best / ours.seconds).toFixed(2)} ×`,
        `≥ ${BARS[name].faster} ×`,
        quiet.seconds.toFixed(1),
        ours.toFirstStep.toFixed(2),
      ];
    }),
  );

/** Share of training time: an update in fifty is measured and follows a probe, and each epoch has histograms. */
const telemetryTable = ({ telemetry }: Results): string =>
  table(
    [
      '',
      'update',
      'probe',
      'measured update',
      'histograms',
      'evaluation of 512',
      'telemetry',
      'its forward pass alone',
    ],
    MODEL_NAMES.map((name) => {
      const of = (program: TrainingProgram): number => telemetry[name]?.[program]?.ms ?? NaN;
      const [step, probe, measured, histograms, forward] = [
        of('step'),
        of('probe'),
        of('measuredStep'),
        of('histograms'),
        of('evaluate'),
      ];
      const epoch = Math.floor(IMAGES[name] / MODELS[name].batch);
      const share = (probe + measured - step) / (PROBE_INTERVAL * step) + histograms / (epoch * step);
      return [
        `(${name})`,
        ...[step, probe, measured, histograms, forward].map((ms) => ms.toFixed(2)),
        `${(100 * share).toFixed(1)} %`,
        `${((100 * forward) / (PROBE_INTERVAL * step)).toFixed(1)} %`,
      ];
    }),
  );

/** Multiply-adds of one update of (a) with this many hidden units, twice: forward, ∂W, and ∂x but for the first layer. */
const flops = (width: number): number => {
  const [inputs, outputs] = [784, 10];
  return 2 * MODELS.a.batch * (2 * inputs * width + 3 * width * width + 3 * width * outputs);
};

/** Of one update of (b): as for (a), over its six layers. */
const PRODUCTS_OF_B = 2 * MODELS.b.batch * (2 * 3072 * 512 + 3 * (512 * 256 + 3 * 256 * 256 + 256 * 10));
const TRIALS = 10;
/** Minibatches of (a) in an epoch of its images. */
const EPOCH_UPDATES = Math.floor(IMAGES.a / MODELS.a.batch);
/** Of one update of (b) by one of two processes at once, the middle of what was measured. */
const ADAM_MS = 5;

const productSeconds = ({ gemm, cores, experimentSteps }: Results): string =>
  ((TRIALS * experimentSteps * PRODUCTS_OF_B) / 1e9 / (gemm[cores] ?? NaN)).toFixed(0);

/** Seconds of `updates` of each of `trials` and nothing else, on all cores at once. */
const updatesAlone = (ms: number, trials: number, updates: number, cores: number): number =>
  (trials * updates * ms) / 1000 / cores;

/** The least that goals on whole experiments can come to here, as far as this run tells. */
function floors({ beside, experiments, experimentSteps, cores, whole }: Results): string {
  if (!beside) return '';
  const startAlone = experiments.a.quiet.toFirstStep;
  const rows = MODEL_NAMES.map((name) => {
    const { ours, torch } = experiments[name];
    const best = least(Object.values(torch));
    const updates = updatesAlone(beside[name], TRIALS, experimentSteps, cores);
    return [
      `ten initializers of (${name})`,
      ours.seconds.toFixed(1),
      best === undefined ? '–' : (best / BARS[name].faster).toFixed(1),
      updates.toFixed(1),
      (updates + experiments[name].quiet.toFirstStep).toFixed(1),
    ];
  });
  const epoch = updatesAlone(beside.a, 3, EPOCH_UPDATES, cores);
  return `
${table(
  ['seconds of', 'now', 'goal', 'updates alone', 'with start-up'],
  [
    ...rows,
    [
      'three initializers, one epoch',
      whole.epochSeconds.toFixed(1),
      '8.0',
      epoch.toFixed(1),
      (epoch + startAlone).toFixed(1),
    ],
  ],
)}

Updates alone are those of all trials and nothing else: no evaluation, probe or histogram, no file, one process on each core.
Where ${cores} processes make updates at once, one takes ${MODEL_NAMES.map((name) => `${beside[name].toFixed(2)} ms of (${name})`).join(', ')}. With the start-up, as it
is without telemetry, they are a floor: a goal below it cannot be met on this machine by anything but a faster update.
Start-up has a floor of its own: the first step of (a) comes after ${startAlone.toFixed(2)} s without telemetry. What telemetry adds is
the compilation of its programs, and the first evaluation, probe and histograms, which are of the network before that step.
`;
}

const scalingTables = ({ scaling, gemm, cores }: Results): string => {
  const limit = gemm[cores] ?? NaN;
  const row = (speeds: Readonly<Record<string, number>>, width: (key: string) => number): string[][] =>
    Object.entries(speeds).map(([key, speed]) => [
      key,
      speed.toFixed(0),
      ((speed * flops(width(key))) / 1e9).toFixed(0),
      `${((100 * speed * flops(width(key))) / 1e9 / limit).toFixed(0)} %`,
    ]);
  const columns = ['steps/s', 'GFLOP/s', 'of the limit'];
  return [
    table(
      ['trials', ...columns],
      row(scaling.trials, () => 256),
    ),
    table(['hidden units', ...columns], row(scaling.widths, Number)),
  ].join('\n\n');
};

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

const tenAlone = (results: Results, name: ModelName): number =>
  aloneSeconds(results, name, {
    trials: TRIALS,
    updates: results.experimentSteps,
    images: 10_000,
    evaluations: 2,
    evaluated: 1000,
  });

const threeAlone = (results: Results): number =>
  aloneSeconds(results, 'a', {
    trials: 3,
    updates: EPOCH_UPDATES,
    images: IMAGES.a,
    evaluations: 11,
    evaluated: 10_000,
  });

/** docs/performance.md, from one run of the benchmark. */
export function performancePage(results: Results): string {
  const peer =
    results.torch === undefined
      ? 'PyTorch was not there: its figures are left out.'
      : `PyTorch ${results.torch} (Debian python3-torch with libopenblas0-openmp).`;
  const { loads, peakMb, epochSeconds } = results.whole;
  return `# Performance

Written by \`npm run bench\` on ${results.date}: ${results.machine}; load ${results.load.toFixed(1)} when it began. ${peer}
All figures are of one run; ratios below 1 mean that InitScope takes less time.

${MODEL_NAMES.map((name) => `- (${name}) ${MODELS[name].title}`).join('\n')}

## One training step

Median milliseconds of forward, loss, backward and Adam, the loss read back after each step; "engine, threads".

${stepTable(results)}

## Ten initializers

The whole experiment of ${results.experimentSteps} updates each on ${results.cores} cores: from the start of the trainer process
to its end, with an evaluation before and after on 1,000 images, a probe of 512 samples every 50 steps and histograms.
The peer is the loop that a PyTorch user writes, one initializer after the other, the same evaluations and probes, its
start-up and data loading not counted; at its best thread count.

${experimentTable(results)}

Loading 60,000 images of MNIST's size takes ${loads.mnist.toFixed(2)} s, as many of CIFAR-10's ${loads.cifar.toFixed(2)} s (goal for
the first step of (a): 1.5 s). The ten trials of (b) on all of the latter take ${peakMb.toFixed(0)} MB at most (goal: 1,500 MB).

One epoch of three initializers on 60,000 images of MNIST's size, ${EPOCH_UPDATES} updates of (a) each, with all telemetry and an
evaluation on 10,000 images every 50 updates, takes ${epochSeconds.toFixed(1)} s in all (goal: 8 s).

Start-up and programs, each timed alone on one thread (below) and shared evenly by the cores, come to ${MODEL_NAMES.map((name) => `${tenAlone(results, name).toFixed(1)} s for ten initializers of (${name})`).join(', ')},
and to ${threeAlone(results).toFixed(1)} s for the epoch of three. The rest is what workers take from each other: they share the processor's outer cache
and the way to memory, through which the weights, moments and gradients of every trial pass.
${floors(results)}
## Telemetry

Milliseconds of each program on one thread, and what the default telemetry (a probe of 512 samples every 50 updates,
histograms each epoch) adds to training time.

${telemetryTable(results)}

A probe passes 512 samples forward, and one minibatch forward and backward for the gradients of all weights: that alone
is more than an update, of which 3 % of fifty, the goal, are one and a half. It is out of reach where a minibatch is small
beside the probe. The last column is what the forward pass alone would take. \`probeInterval\` and \`probeSamples\`
bring the rest down in proportion.

## How far from the limit

Updates of (a) a second over trials, trained as an experiment, and over the width of one trial's hidden layers, beside
what this machine multiplies in a large product: ${Object.entries(results.gemm)
    .map(
      ([threads, gflops]) =>
        `${gflops.toFixed(0)} GFLOP/s with ${threads} thread${threads === '1' ? '' : 's'}`,
    )
    .join(', ')}.

${scalingTables(results)}

Trials take turns of some 50 ms, so that their curves advance together and the weights, moments and gradients of each stay
in the processor's caches for its turn. With five trials in each of two workers an update of (a) took 7.4 ms where each made
one in its turn, 5.3 ms where it made eight (2026-11-26, the same machine).

The least that ten trials of (b) can take here: their products, ${(PRODUCTS_OF_B / 1e6).toFixed(0)} MFLOP an update, are ${productSeconds(results)} s at the limit
above. Adam passes over seven arrays of 7.5 MB an update (weights, gradient and two moments read, all but the gradient
written), more than the caches hold: 3.6 ms for a process alone and 4.4 to 5.7 ms for each of two at once (a loop in C,
2026-11-26, the same machine), another ${((results.experimentSteps * TRIALS * ADAM_MS) / 1000 / results.cores).toFixed(0)} s. Probes, evaluations and histograms come on top.

## The surface

What a person waits for, by \`npm run bench -- panel\`, \`runsList 1000 1000\` and \`activation 4\` (2026-11-27, the same machine;
both figures where there were two runs). The page is drawn by Chromium without a GPU: 30 series of 100,000 steps, ten initializers
by three seeds, as means with their spread.

${table(
  ['', 'goal', 'before', 'now'],
  [
    ['painted after the data arrived', '≤ 1,000 ms', '639, 740 ms', '799, 831 ms'],
    ['zoom and pan', '≥ 30 frames/s', '14, 14', '34, 34'],
    ['processor time of a frame', '', '73, 81 ms', '31, 33 ms'],
    ['memory of the page’s process', '≤ 286 MiB', '265, 266 MiB', '233, 238 MiB'],
    ['after zooming', '≤ 286 MiB', '361, 362 MiB', '255, 253 MiB'],
    ['after 15 s of ten updates a second', '≤ 286 MiB', '380, 381 MiB', '282, 285 MiB'],
    ['of a core, at ten updates a second', '< 20 %', '28, 29 %', '14, 18 %'],
    ['1,000 runs listed, cold', '≤ 500 ms', '', '258 ms'],
    ['extension activated, as VS Code tells it', '≤ 50 ms', '155, 187 ms', '5 to 12 ms'],
  ],
)}

Before, the page could wait for its first points on top of that: it rested after drawing itself empty, four times as long
as that had taken, seconds on a busy machine. Steps are held once for all series that share them, and columns get their
room to grow when they arrive: a live panel copies none of them.

Activation loads 2 KB. All else follows when other extensions have had their turn: it is there 250 to 424 ms later, with what
VS Code does in between (before, 301 and 461 ms in all). Loading it takes 49 ms of processor time, 115 before libraries that
are needed late had files of their own. Where a config is open as the window starts, VS Code counts what other extensions load
in the meantime as well.

## Why it is fast

- A step is traced once from tfjs ops and compiled to one ONNX graph, run by ONNX Runtime; the optimizer's update is one
  fused WebAssembly pass over weights, slots and gradients in memory that both work on in place.
- Trials run on all cores, a single-threaded worker each: products this small do not share well between threads.
- onnxruntime-node hands out a copy of every output, also of those that it has written in place. Models with large outputs
  are written so that it cannot: 7 MB of gradients cost 6.9 ms of processor time with the copy, 1.7 without.
- Bytes stay bytes in memory shared by the workers; minibatches are gathered and normalised into one buffer.
- A worker that has done its share takes over a trial of one that has several left. Three initializers on all of MNIST, by
  the command on two cores, took 10.0 and 9.8 s with it, 11.8 and 10.7 s without (2026-11-27, the same machine).
- Workers load while the data is read, and programs are compiled once for all of them: the first step of (a) came after
  1.2 to 1.6 s, in the same runs 2.0 to 2.2 s before (2026-11-26, the same machine).
- Workers draw initial weights while the programs are compiled, and load those programs while the run’s folder is made: the
  first step of (a) came after 1.63 s in place of 1.80, ten trials of 20 updates ended after 3.32 s in place of 3.52
  (2026-11-27, the same machine beside other work, medians of six runs in turn).
- Only the training step, and programs with tensors beyond 32 MB, keep the memory that ONNX Runtime works in: ten trials of
  (b) on 60,000 images took 1,463 MB, in the same run 1,747 MB before. Without it for larger tensors, whose pages the
  system makes anew each time, a probe of (c) took 380 ms of processor time, 212 with it (2026-11-27, the same machine).
- Memory of files and samples that have been copied is given back at once: V8, which looks for what nothing refers to when
  its heap grows, had held it to the end in the process that waits for its workers. Ten trials of (b) on 60,000 images took
  1,139 MB with it, 1,414 to 1,537 without (2026-11-27, the same machine under load).
- In the panel what is derived from a series grows with it: means over seeds, smoothing, and a pyramid of extremes, of which
  a chart draws the lowest and the highest of each pixel. Noisy lines are one stroke of pixel-wide lines.
`;
}
