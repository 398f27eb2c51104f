import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { loadDataset } from '../src/data/load';
import type { EngineName } from '../src/shared/engineNames';
import { messageOf } from '../src/shared/messageOf';
import type { TrainingProgram } from '../src/training/programs/programs';
import { writeDataset, writeImages } from './performance/data';
import { timeExperiment } from './performance/experiment';
import type { ExperimentTime } from './performance/experiment';
import { measureGemm } from './performance/gemm';
import { MODELS, MODEL_NAMES, experimentOn } from './performance/models';
import type { ModelName } from './performance/models';
import { performancePage } from './performance/page';
import { timePrograms } from './performance/programs';
import type { ProgramTime } from './performance/programs';
import type { PeerTime, Results } from './performance/results';

/**
 * All of the product's speed, against PyTorch, in one run on one machine: `npm run bench`. Writes bench/results.json
 * and docs/performance.md. PyTorch is Debian's python3-torch with libopenblas0-openmp; without it ratios are left out.
 * `--quick` runs everything for a moment, to see that it works.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { inside: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const PYTHON = '/usr/bin/python3';
const PEER = 'bench/performance/torch_peer.py';
const CORES = availableParallelism();
const THREADS = [...new Set([1, CORES])];
const SECONDS = options.quick ? 0.2 : 3;
const STEPS = options.quick ? 20 : 200;
/** Samples of MNIST and of CIFAR-10. */
const WHOLE = options.quick ? 6000 : 60_000;
const TRIALS = [1, 2, 4, 8, 16, 32];
const WIDTHS = [64, 128, 256, 512, 1024, 2048];

/** What runs in a process of its own, so that nothing meets another's leftovers: task, then its arguments. */
async function inside([task, ...args]: readonly string[]): Promise<unknown> {
  if (task === 'gemm') return measureGemm(Number(args[0]));
  if (task === 'load') {
    const { experiment } = experimentOn(args[0] as ModelName, { ...QUIET, dataset: args[1] ?? '' });
    const start = performance.now();
    await loadDataset(experiment.dataset, { mediaFolder: 'media', cacheFolder: '.cache' });
    return (performance.now() - start) / 1000;
  }
  const [engine, name, threads, width, ...programs] = args;
  return timePrograms(
    engine as EngineName,
    experimentOn(name as ModelName, { ...QUIET, ...(width !== '-' && { width: Number(width) }) }),
    programs as TrainingProgram[],
    { threads: Number(threads), seconds: SECONDS },
  );
}

const QUIET = { dataset: '/random', steps: 100, telemetry: false } as const;

const argumentsOf = (task: readonly string[]): string[] => [
  process.argv[1] ?? '',
  '--inside',
  ...(options.quick ? ['--quick'] : []),
  '--',
  ...task,
];
const answerIn = (stdout: string): unknown => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

/** @returns what the task found, or undefined, after having said so, where it failed */
function spawn(...task: readonly string[]): unknown {
  const { stdout, status } = spawnSync(process.execPath, argumentsOf(task), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return answerIn(stdout);
  console.error(`${task.join(' ')} failed`);
  return undefined;
}

const stepOf = (engine: EngineName, name: ModelName, threads: number, width = '-'): ProgramTime | undefined =>
  (spawn('programs', engine, name, String(threads), width, 'step') as Record<'step', ProgramTime> | undefined)
    ?.step;

const torchVersion = (): string | undefined => {
  const { status, stdout } = spawnSync(PYTHON, ['-c', 'import torch; print(torch.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
};

const torch = (...args: readonly string[]): Record<string, number> =>
  JSON.parse(execFileSync(PYTHON, [PEER, ...args], { encoding: 'utf8' })) as Record<string, number>;

/** One training step of each model on each engine. */
function measureSteps(version: string | undefined): Results['steps'] {
  return perModel((name) => {
    const row: Record<string, ProgramTime> = {};
    const put = (who: string, time: ProgramTime | undefined): void => {
      if (time) row[who] = time;
    };
    for (const threads of THREADS) put(`onnxruntime, ${threads}`, stepOf('onnxruntime', name, threads));
    put('wasm, 1', stepOf('wasm', name, 1));
    if (version !== undefined)
      for (const threads of THREADS) {
        const { ms = NaN, cpuMs = NaN } = torch('step', name, String(threads), String(SECONDS));
        put(`PyTorch, ${threads}`, { ms, cpuMs });
      }
    say(
      `(${name}) step`,
      Object.entries(row).map(([who, { ms }]) => `${who}: ${ms.toFixed(2)} ms`),
    );
    return row;
  });
}

/** Milliseconds of an update where every core makes updates of a trial of its own, in a process of its own. */
async function measureBeside(): Promise<NonNullable<Results['beside']>> {
  const found: Partial<Record<ModelName, number>> = {};
  for (const name of MODEL_NAMES) {
    const all = Array.from({ length: CORES }, () => stepBeside(name));
    found[name] = (await Promise.all(all)).reduce((sum, ms) => sum + ms / CORES, 0);
  }
  const beside = found as Record<ModelName, number>;
  say(
    `update on ${CORES} cores at once`,
    MODEL_NAMES.map((name) => `(${name}): ${beside[name].toFixed(2)} ms`),
  );
  return beside;
}

/** As `stepOf` with one thread, others running meanwhile; NaN, after having said so, where it failed. */
async function stepBeside(name: ModelName): Promise<number> {
  const task = argumentsOf(['programs', 'onnxruntime', name, '1', '-', 'step']);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, task);
    return (answerIn(stdout) as Record<'step', ProgramTime>).step.ms;
  } catch (error) {
    console.error(messageOf(error));
    return NaN;
  }
}

/** What probes and histograms add to an update, by the time of each program. */
function measureTelemetry(): Results['telemetry'] {
  return perModel((name) => {
    const names = ['step', 'measuredStep', 'probe', 'histograms', 'evaluate'] as const;
    const times = spawn('programs', 'onnxruntime', name, '1', '-', ...names) as
      Record<(typeof names)[number], ProgramTime> | undefined;
    if (times)
      say(
        `(${name}) programs`,
        names.map((program) => `${program}: ${times[program].ms.toFixed(2)} ms`),
      );
    return times;
  });
}

/** Ten initializers as the product runs them, with and without telemetry, and as a PyTorch user would. */
async function measureExperiments(
  folder: string,
  version: string | undefined,
): Promise<Results['experiments']> {
  const found: Partial<Record<ModelName, Results['experiments'][ModelName]>> = {};
  for (const name of MODEL_NAMES) {
    const dataset = writeDataset(folder, name, 10_000);
    const time = (telemetry: boolean): Promise<ExperimentTime> =>
      timeExperiment(experimentOn(name, { dataset, steps: STEPS, telemetry }).experiment);
    const images = version === undefined ? undefined : writeImages(folder, name, 10_000);
    const peers =
      images === undefined
        ? []
        : THREADS.map((threads) => ({
            threads,
            time: () => timePeer(name, String(threads), String(STEPS), images),
            times: [] as PeerTime[],
          }));
    const [withTelemetry, without]: [ExperimentTime[], ExperimentTime[]] = [[], []];
    // in turn, as a machine that others share is faster in one minute than in the next
    await again(240_000, async () => {
      withTelemetry.push(await time(true));
      without.push(await time(false));
      for (const peer of peers) peer.times.push(peer.time());
    });
    const [ours, quiet] = [medianOf(withTelemetry), medianOf(without)];
    const peer = Object.fromEntries(peers.map(({ threads, times }) => [threads, medianOf(times)]));
    found[name] = { ours, quiet, torch: peer };
    say(`(${name}) ten initializers`, [
      `${ours.seconds.toFixed(1)} s (first step after ${ours.toFirstStep.toFixed(2)} s, processor ${ours.cpuSeconds.toFixed(1)} s)`,
      `without telemetry ${quiet.seconds.toFixed(1)} s`,
      ...Object.entries(peer).map(
        ([threads, { whole, loop }]) =>
          `PyTorch, ${threads}: ${whole.toFixed(1)} s, its loop ${loop.toFixed(1)} s`,
      ),
    ]);
  }
  return found as Results['experiments'];
}

function timePeer(...args: readonly string[]): PeerTime {
  const start = performance.now();
  const { seconds: loop = NaN } = torch('experiment', ...args);
  return { whole: (performance.now() - start) / 1000, loop };
}

/** Measures, then again until some milliseconds have passed. */
async function again(milliseconds: number, measure: () => Promise<void>): Promise<void> {
  const began = performance.now();
  do await measure();
  while (!options.quick && performance.now() - began < milliseconds);
}

/** @returns the median of each figure */
function medianOf<T extends { readonly [figure in keyof T]: number }>(measured: readonly T[]): T {
  const middle = (measured.length - 1) >> 1;
  const figures = Object.keys(measured[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(
    figures.map((figure) => [
      figure,
      measured.map((each): number => each[figure]).toSorted((x, y) => x - y)[middle] ?? NaN,
    ]),
  ) as T;
}

/**
 * Loading MNIST's and CIFAR-10's number of images, the memory of ten trials of (b) on the latter, and the time of
 * examples/mnist-xavier-he-random with an evaluation on all test images every 50 updates.
 */
async function measureWhole(folder: string): Promise<Results['whole']> {
  const [mnist, cifar] = [writeDataset(folder, 'a', WHOLE), writeDataset(folder, 'b', WHOLE)];
  const loads = {
    mnist: (spawn('load', 'a', mnist) as number | undefined) ?? NaN,
    cifar: (spawn('load', 'b', cifar) as number | undefined) ?? NaN,
  };
  const { peakMb } = await timeExperiment(
    experimentOn('b', { dataset: cifar, steps: options.quick ? 2 : 60, telemetry: true }).experiment,
  );
  const test = WHOLE / 6;
  const epoch = experimentOn('a', {
    dataset: writeDataset(folder, 'a', WHOLE + test, test),
    steps: Math.floor(WHOLE / MODELS.a.batch),
    telemetry: true,
    initializers: '[glorotUniform, heUniform, { randomNormal: { stddev: 0.05 } }]',
    evaluationInterval: 50,
  });
  const epochs: ExperimentTime[] = [];
  await again(20_000, async () => void epochs.push(await timeExperiment(epoch.experiment)));
  const { seconds: epochSeconds } = medianOf(epochs);
  say('whole datasets', [
    `MNIST loaded in ${loads.mnist.toFixed(2)} s`,
    `CIFAR-10 in ${loads.cifar.toFixed(2)} s`,
    `ten trials of (b) on it take ${peakMb.toFixed(0)} MB`,
    `an epoch of three initializers on MNIST ${epochSeconds.toFixed(1)} s`,
  ]);
  return { loads, peakMb, epochSeconds };
}

/** Updates a second of (a) over trials through the trainer, and over the width of one trial's hidden layers. */
async function measureScaling(folder: string): Promise<Results['scaling']> {
  const dataset = writeDataset(folder, 'a', 10_000);
  const trials: Record<number, number> = {};
  for (const count of TRIALS) {
    const steps = Math.max(50, Math.round((options.quick ? 100 : 2000) / count));
    const { experiment } = experimentOn('a', { dataset, steps, telemetry: false, trials: count });
    trials[count] = (await timeExperiment(experiment)).stepsPerSecond;
  }
  say(
    '(a) steps/s over trials',
    Object.entries(trials).map(([n, speed]) => `${n}: ${speed.toFixed(0)}`),
  );
  const widths: Record<number, number> = {};
  for (const width of WIDTHS) {
    const times = THREADS.map((threads) => stepOf('onnxruntime', 'a', threads, String(width))?.ms ?? NaN);
    widths[width] = 1000 / Math.min(...times);
  }
  say(
    '(a) steps/s over width',
    Object.entries(widths).map(([n, speed]) => `${n}: ${speed.toFixed(0)}`),
  );
  return { trials, widths };
}

async function measure(): Promise<Results> {
  const load = loadavg()[0] ?? NaN;
  const version = torchVersion();
  if (version === undefined) console.log(`${PYTHON} has no PyTorch, so there is nothing to compare to.`);
  const gemm = Object.fromEntries(
    THREADS.map((threads) => [threads, (spawn('gemm', String(threads)) as number | undefined) ?? NaN]),
  );
  say(
    'GEMM limit',
    Object.entries(gemm).map(([n, gflops]) => `${n} threads: ${gflops.toFixed(0)} GFLOP/s`),
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'initscope-bench-data-'));
  try {
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${CORES} cores, Node ${process.versions.node}`,
      load,
      torch: version,
      cores: CORES,
      experimentSteps: STEPS,
      gemm,
      steps: measureSteps(version),
      beside: await measureBeside(),
      telemetry: measureTelemetry(),
      experiments: await measureExperiments(folder, version),
      whole: await measureWhole(folder),
      scaling: await measureScaling(folder),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const perModel = <T>(of: (name: ModelName) => T): Record<ModelName, T> =>
  Object.fromEntries(MODEL_NAMES.map((name) => [name, of(name)])) as Record<ModelName, T>;

const say = (what: string, parts: readonly string[]): void => console.log(`${what}  ${parts.join(' · ')}`);

const writeAtomically = (file: string, content: string): void => {
  writeFileSync(`${file}.tmp`, content);
  renameSync(`${file}.tmp`, file);
};

async function run(): Promise<void> {
  if (!existsSync('dist/trainer.cjs'))
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  const results = await measure();
  console.log(`\n${performancePage(results)}`);
  if (options.quick) return;
  writeAtomically('bench/results.json', `${JSON.stringify(results, null, 2)}\n`);
  writeAtomically('docs/performance.md', performancePage(results));
  // tables as the rest of the repository has them
  execFileSync('npx', ['prettier', '--write', 'bench/results.json', 'docs/performance.md'], {
    stdio: 'inherit',
  });
}

if (options.inside) void inside(positionals).then((found) => console.log(JSON.stringify(found)));
else void run();
