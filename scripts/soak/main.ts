import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunFeed } from '../../src/extension/panel/feed';
import { RunReader } from '../../src/runs/store/runReader';
import { RunStore } from '../../src/runs/store/runStore';
import { parseAndInspect } from '../../src/experiment/inspect';
import { launchTrainer } from '../../src/trainer/client';
import { slopeOf } from './slope';

/** What is left behind once an experiment is over and garbage collected. */
export interface Sample {
  readonly hours: number;
  readonly heap: number;
  readonly external: number;
  /** Timers, sockets, files, threads: what would keep a process alive. */
  readonly resources: number;
}

const CONFIG = `
dataset: moons
model: { activation: relu, layers: [{ dense: 16 }, { dense: 2 }] }
initializers: [heNormal, zeros]
training: { steps: 60, batchSize: 32, seeds: [1] }
engine: wasm
`;

/** Experiments before memory counts: caches fill, code is compiled. */
const WARM_UP = 5;

/** One experiment from start to end, with a panel's host side that follows it. */
async function experiment(runsFolder: string): Promise<void> {
  const config = { path: path.join(runsFolder, 'soak.initscope.yaml'), text: CONFIG };
  const parsed = await parseAndInspect(CONFIG, config.path);
  if (parsed.experiment === undefined) throw new Error(JSON.stringify(parsed.problems));
  const trainer = await launchTrainer({ script: path.join(__dirname, 'trainer.cjs') });
  const { runId, runFolder } = await trainer.start({
    experiment: parsed.experiment,
    config,
    runsFolder,
    engineFolders: [],
    datasetCache: runsFolder,
  });
  const panel: RunFeed = new RunFeed({
    reader: new RunReader(runFolder),
    // a page that keeps up
    send: ({ type }) => {
      if (type === 'manifest' || type === 'series') panel.handled();
    },
    named: () => undefined,
    warn: (message) => console.error(message),
  });
  panel.ready();
  const end = await trainer.ended;
  if (end.kind !== 'finished') throw new Error(JSON.stringify(end));
  panel.dispose();
  const store = new RunStore(runsFolder);
  const { undo } = await store.delete(await store.resolve(runId));
  if (undo === undefined) throw new Error('a deleted run cannot be brought back');
}

function sample(start: number): Sample {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const hours = (performance.now() - start) / 3_600_000;
  return { hours, heap: heapUsed, external, resources: process.getActiveResourcesInfo().length };
}

async function soak(minutes: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'initscope-soak-'));
  const samples: Sample[] = [];
  const start = performance.now();
  try {
    for (let count = 0; count < WARM_UP + 3 || performance.now() - start < minutes * 60_000; count++) {
      await experiment(path.join(folder, 'runs'));
      if (count >= WARM_UP) samples.push(sample(start));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const hours = samples.map((one) => one.hours);
  const perHour = (values: readonly number[]): number =>
    Math.round((slopeOf(hours, values) / 2 ** 20) * 10) / 10;
  const [first, last] = [samples[0], samples.at(-1)];
  process.send?.({
    minutes,
    experiments: samples.length + WARM_UP,
    'heap MB': Math.round((last?.heap ?? 0) / 2 ** 20),
    'heap MB per hour': perHour(samples.map(({ heap }) => heap)),
    'heap KB per experiment':
      Math.round(
        slopeOf(
          [...samples.keys()],
          samples.map(({ heap }) => heap),
        ) / 102.4,
      ) / 10,
    'external MB per hour': perHour(samples.map(({ external }) => external)),
    'resources grown by': (last?.resources ?? 0) - (first?.resources ?? 0),
  });
}

void soak(Number(process.argv[2] ?? 3));
