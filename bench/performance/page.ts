import { MODELS, MODEL_NAMES } from './models';
import type { ModelName } from './models';
import type { ExperimentTime } from './experiment';
import type { StepTime } from './step';

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
  readonly steps: Readonly<Record<ModelName, Readonly<Record<string, StepTime>>>>;
  readonly experiments: Readonly<
    Record<
      ModelName,
      {
        readonly ours: ExperimentTime;
        readonly quiet: ExperimentTime;
        readonly torch: Readonly<Record<string, number>>;
      }
    >
  >;
}

type Row = readonly string[];
const table = (header: Row, rows: readonly Row[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const ratio = (ours: number, peer: number | undefined): string =>
  peer === undefined ? '–' : (ours / peer).toFixed(2);
const least = (values: Iterable<number>): number | undefined => {
  const all = [...values];
  return all.length === 0 ? undefined : Math.min(...all);
};

/** docs/performance.md, from one run of the benchmark. */
export function performancePage(results: Results): string {
  const engines = Object.keys(results.steps.a);
  const steps = table(
    ['', ...engines, 'ratio to PyTorch, 1 thread each'],
    MODEL_NAMES.map((name) => {
      const row = results.steps[name];
      const own = row['onnxruntime, 1']?.ms ?? NaN;
      return [
        `(${name})`,
        ...engines.map((engine) => row[engine]?.ms.toFixed(2) ?? '–'),
        ratio(own, row['PyTorch, 1']?.ms),
      ];
    }),
  );
  const experiments = table(
    [
      '',
      'InitScope, s',
      'PyTorch at its best, s',
      'faster by',
      'telemetry costs',
      'first step after, s',
      'peak memory, MB',
    ],
    MODEL_NAMES.map((name) => {
      const { ours, quiet, torch } = results.experiments[name];
      const best = least(Object.values(torch));
      const telemetry = 100 * (ours.seconds / quiet.seconds - 1);
      return [
        `(${name})`,
        ours.seconds.toFixed(1),
        best?.toFixed(1) ?? '–',
        best === undefined ? '–' : `${(best / ours.seconds).toFixed(2)} ×`,
        `${telemetry.toFixed(1)} %`,
        ours.toFirstStep.toFixed(2),
        ours.peakMb.toFixed(0),
      ];
    }),
  );
  const peer =
    results.torch === undefined
      ? 'PyTorch was not there: its figures are left out.'
      : `PyTorch ${results.torch} (Debian python3-torch with libopenblas0-openmp).`;
  return `# Performance

Written by \`npm run bench -- performance\` on ${results.date}: ${results.machine}; load ${results.load.toFixed(1)} when it
began. ${peer} All figures of one run; ratios below 1 mean that InitScope takes less time.

${MODEL_NAMES.map((name) => `- (${name}) ${MODELS[name].title}`).join('\n')}

## One training step

Median milliseconds of forward, loss, backward and Adam, the loss read back after each step; "engine, threads".

${steps}

## Ten initializers

The whole experiment of ${results.experimentSteps} updates each on ${results.cores} cores: from the start of the trainer process
to its end, with an evaluation before and after on 1,000 images, a probe of 512 samples every 50 steps and histograms.
The peer is the loop that a PyTorch user writes, one initializer after the other, the same evaluations and probes, its
start-up and data loading not counted; at its best thread count.

${experiments}

## Why it is fast

- A step is traced once from tfjs ops and compiled to one ONNX graph, run by ONNX Runtime; the optimizer's update is one
  fused WebAssembly pass over weights, slots and gradients in memory that both work on in place.
- Trials run on all cores, a single-threaded worker each: products this small do not share well between threads.
- Bytes stay bytes in memory shared by the workers; minibatches are gathered and normalised into one buffer.
`;
}
