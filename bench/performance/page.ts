import type { TrainingProgram } from '../../src/training/programs/programs';
import {
  ADAM_MS,
  EPOCH_UPDATES,
  IMAGES,
  PROBE_INTERVAL,
  PRODUCTS_OF_B,
  TRIALS,
  bestOf,
  flops,
  passesAlone,
  productSeconds,
  tenAlone,
  threeAlone,
  updatesAlone,
} from './derived';
import { MODELS, MODEL_NAMES } from './models';
import { NOTES } from './notes';
import { table } from '../../src/shared/markdown';
import { least, ratio } from './ratio';
import type { Results } from './results';

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
      'PyTorch’s loop, s',
      'faster than that by',
      'without telemetry, s',
      'first step after, s',
    ],
    MODEL_NAMES.map((name) => {
      const { ours, quiet, torch } = experiments[name];
      const [whole, loop] = (['whole', 'loop'] as const).map((time) => bestOf(torch, time));
      const faster = (best: number | undefined): string =>
        best === undefined ? '–' : `${(best / ours.seconds).toFixed(2)} ×`;
      return [
        `(${name})`,
        ours.seconds.toFixed(1),
        whole?.toFixed(1) ?? '–',
        faster(whole),
        `≥ ${BARS[name].faster} ×`,
        loop?.toFixed(1) ?? '–',
        faster(loop),
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

/** The least that goals on whole experiments can come to here, as far as this run tells. */
function floors({ beside, experiments, experimentSteps, cores, whole }: Results): string {
  if (!beside) return '';
  const startAlone = experiments.a.quiet.toFirstStep;
  const rows = MODEL_NAMES.map((name) => {
    const { ours, torch } = experiments[name];
    const best = bestOf(torch, 'whole');
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

/** docs/performance.md, from one run of the benchmark. */
export function performancePage(results: Results): string {
  const peer =
    results.torch === undefined
      ? 'PyTorch was not there: its figures are left out.'
      : `PyTorch ${results.torch} (Debian python3-torch with libopenblas0-openmp).`;
  const { loads, peakMb, epochSeconds } = results.whole;
  return `# Performance

Written by \`npm run bench\` on ${results.date}: ${results.machine}; load ${results.load.toFixed(1)} when it began. ${peer}
All figures are of one run, those of whole experiments medians of what four minutes hold, at least one of each, ours and PyTorch’s in turn; ratios below 1
mean that InitScope takes less time.

${MODEL_NAMES.map((name) => `- (${name}) ${MODELS[name].title}`).join('\n')}

## One training step

Median milliseconds of forward, loss, backward and Adam, the loss read back after each step; "engine, threads".

${stepTable(results)}

## Ten initializers

The whole experiment of ${results.experimentSteps} updates each on ${results.cores} cores: from the start of the trainer process
to its end, with an evaluation before and after on 1,000 images, a probe of 512 samples every 50 steps and histograms.
The peer is the script that a PyTorch user writes, one initializer after the other, the same evaluations and probes but no
histograms, no file and no live view; at its best thread count, from the start of its process to its end as well. The two
columns behind the goal compare with its loop alone: without the start of Python and PyTorch and the loading of data, which
are in our figures.

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

A probe passes 512 samples forward, and one minibatch forward and backward for the gradients of all weights. The last column
is what the forward pass alone would take. An update is 2 % of fifty, and all of it but the optimizer's pass, a sixth at most,
is what those gradients take: with ${MODEL_NAMES.map((name) => passesAlone(results, name).toFixed(1)).join(', ')} % for these two of the probe's parts the goal of 3 % is out of reach. \`probeInterval\`
and \`probeSamples\` bring the rest down in proportion.

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

Of the 7.2 s that a worker of ten initializers of (a) took, ONNX Runtime computed 4.8, the optimizer's passes 0.44; weights were
drawn in 0.28, minibatches gathered in 0.19, histograms counted in 0.18, models loaded in 0.16, memory collected in 0.14, and
0.13 s were waited (a profile of 2026-11-28, the same machine). The library's products are where the time is.

The least that ten trials of (b) can take here: their products, ${(PRODUCTS_OF_B / 1e6).toFixed(0)} MFLOP an update, are ${productSeconds(results)} s at the limit
above. Adam passes over seven arrays of 7.5 MB an update (weights, gradient and two moments read, all but the gradient
written), more than the caches hold: 3.6 ms for a process alone and 4.4 to 5.7 ms for each of two at once (a loop in C,
2026-11-26, the same machine), another ${((results.experimentSteps * TRIALS * ADAM_MS) / 1000 / results.cores).toFixed(0)} s. Probes, evaluations and histograms come on top.

${NOTES}`;
}
