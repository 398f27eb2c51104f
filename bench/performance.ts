import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createStream } from '../src/random/stream';
import type { EngineName } from '../src/shared/engineNames';
import { timeExperiment } from './performance/experiment';
import { MODELS, MODEL_NAMES, tenInitializers } from './performance/models';
import type { ModelName } from './performance/models';
import { performancePage } from './performance/page';
import type { Results } from './performance/page';
import { timeStep } from './performance/step';
import type { StepTime } from './performance/step';

/**
 * Speed against PyTorch, in one run on one machine: `npm run bench -- performance`. Writes bench/results.json and
 * docs/performance.md. PyTorch is Debian's python3-torch with libopenblas0-openmp; without it ratios are left out.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { inside: { type: 'boolean', default: false }, steps: { type: 'string', default: '200' } },
});

const PYTHON = '/usr/bin/python3';
const PEER = 'bench/performance/torch_peer.py';
const CORES = availableParallelism();
const STEPS = Number(options.steps);

/** Times one step in a process of its own, so that no engine meets another's leftovers. */
function stepInside(engine: EngineName, model: ModelName, threads: number): StepTime {
  const args = [process.argv[1] ?? '', '--inside', engine, model, String(threads)];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${engine} failed on ${model}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as StepTime;
}

const torch = (...args: readonly string[]): Record<string, number> =>
  JSON.parse(execFileSync(PYTHON, [PEER, ...args], { encoding: 'utf8' })) as Record<string, number>;

const torchStep = (name: ModelName, threads: number): StepTime => {
  const { ms = NaN, cpuMs = NaN } = torch('step', name, String(threads));
  return { ms, cpuMs };
};

const torchVersion = (): string | undefined => {
  const { status, stdout } = spawnSync(PYTHON, ['-c', 'import torch; print(torch.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
};

/** Random images in CIFAR-10's and a like layout: the label, then the pixels, channels first. */
function writeImages(folder: string, name: ModelName, count: number): string {
  const [height, width, channels] = MODELS[name].inputShape;
  const size = height * width * channels;
  const stream = createStream(1, `bench/${name}`);
  const bytes = Uint8Array.from({ length: count * (1 + size) }, (_, i) =>
    stream.below(i % (1 + size) === 0 ? 10 : 256),
  );
  const file = path.join(folder, `${name}.bin`);
  writeFileSync(file, bytes);
  return file;
}

/** The same number of images for the product: an IDX folder, or CIFAR-10's binary layout. */
function datasetFor(folder: string, name: ModelName, count: number): string {
  if (name === 'b') return writeImages(folder, name, count);
  const target = path.join(folder, `${name}-idx`);
  mkdirSync(target, { recursive: true });
  const stream = createStream(1, `bench/${name}`);
  const idx = (dims: readonly number[], below: number): Uint8Array => {
    const header = Buffer.alloc(4 + 4 * dims.length);
    header.set([0, 0, 8, dims.length]);
    dims.forEach((dim, i) => header.writeUInt32BE(dim, 4 + 4 * i));
    return Buffer.concat([
      header,
      Uint8Array.from({ length: dims.reduce((p, d) => p * d) }, () => stream.below(below)),
    ]);
  };
  for (const [split, n] of [
    ['train', count - 1000],
    ['t10k', 1000],
  ] as const) {
    writeFileSync(path.join(target, `${split}-images-idx3-ubyte`), idx([n, 28, 28], 256));
    writeFileSync(path.join(target, `${split}-labels-idx1-ubyte`), idx([n], 10));
  }
  return target;
}

async function measure(): Promise<Results> {
  const version = torchVersion();
  const load = loadavg()[0] ?? NaN;
  const steps: Partial<Record<ModelName, Record<string, StepTime>>> = {};
  for (const name of MODEL_NAMES) {
    const row: Record<string, StepTime> = {};
    for (const threads of new Set([1, CORES]))
      row[`onnxruntime, ${threads}`] = stepInside('onnxruntime', name, threads);
    row['wasm'] = stepInside('wasm', name, 1);
    if (version !== undefined) {
      for (const threads of new Set([1, CORES])) row[`PyTorch, ${threads}`] = torchStep(name, threads);
    }
    steps[name] = row;
    console.log(
      name,
      Object.entries(row)
        .map(([who, { ms }]) => `${who}: ${ms.toFixed(2)} ms`)
        .join(' · '),
    );
  }

  const folder = mkdtempSync(path.join(tmpdir(), 'initscope-bench-data-'));
  const experiments: Partial<Record<ModelName, Results['experiments'][ModelName]>> = {};
  for (const name of MODEL_NAMES) {
    const dataset = datasetFor(folder, name, 10_000);
    const ours = await timeExperiment(tenInitializers(name, { dataset, steps: STEPS, telemetry: true }));
    const quiet = await timeExperiment(tenInitializers(name, { dataset, steps: STEPS, telemetry: false }));
    const peer: Record<string, number> = {};
    if (version !== undefined) {
      const images = name === 'b' ? dataset : writeImages(folder, name, 10_000);
      for (const threads of new Set([1, CORES])) {
        peer[threads] = torch('experiment', name, String(threads), String(STEPS), images)['seconds'] ?? NaN;
      }
    }
    experiments[name] = { ours, quiet, torch: peer };
    const peers = Object.entries(peer).map(([threads, s]) => `PyTorch, ${threads}: ${s.toFixed(1)} s`);
    console.log(
      name,
      [
        `ours: ${ours.seconds.toFixed(1)} s (first step ${ours.toFirstStep.toFixed(2)} s, peak ${ours.peakMb.toFixed(0)} MB)`,
        `without telemetry: ${quiet.seconds.toFixed(1)} s`,
        ...peers,
      ].join(' · '),
    );
  }
  rmSync(folder, { recursive: true, force: true });
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${CORES} cores, Node ${process.versions.node}`,
    load,
    torch: version,
    cores: CORES,
    experimentSteps: STEPS,
    steps: steps as Results['steps'],
    experiments: experiments as Results['experiments'],
  };
}

if (options.inside) {
  const [engine, model, threads] = positionals as [EngineName, ModelName, string];
  void timeStep(engine, model, Number(threads)).then((time) => console.log(JSON.stringify(time)));
} else {
  void measure().then((results) => {
    writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`);
    writeFileSync('docs/performance.md', performancePage(results));
  });
}
