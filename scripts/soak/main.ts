import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAndInspect } from '../../src/experiment/inspect';
import { RunStore } from '../../src/runs/store/runStore';
import { launchTrainer } from '../../src/trainer/client';
import type { StartParams } from '../../src/trainer/protocol';
import { openOnePanel } from './onePanel';
import { openTrainer } from './oneTrainer';
import { sampleProcess, summarise } from './sample';
import type { Sample } from './sample';

/** One trial trains in the trainer's own thread, several are dealt out to workers. */
const CONFIGS = ['[heNormal]', '[heNormal, zeros, glorotUniform]'].map(
  (initializers) => `
dataset: moons
model: { activation: relu, layers: [{ dense: 16 }, { dense: 2 }] }
initializers: ${initializers}
training: { steps: 60, batchSize: 32, seeds: [1] }
engine: wasm
`,
);

const REPORT_MS = 300_000;

/** What was measured, of each place that could hold on to something. */
export type Places = Readonly<Record<'host' | 'trainer' | 'panel', Readonly<Record<string, number>>>>;

async function orderOf(round: number, runsFolder: string): Promise<StartParams> {
  const text = CONFIGS[round % CONFIGS.length] ?? '';
  const config = { path: path.join(runsFolder, 'soak.initscope.yaml'), text };
  const { experiment, problems } = await parseAndInspect(text, config.path);
  if (experiment === undefined) throw new Error(JSON.stringify(problems));
  return { experiment, config, runsFolder, engineFolders: [], datasetCache: runsFolder };
}

/** One experiment from start to end in a trainer of its own, as hosts make them. @returns the run's id */
async function trainApart(
  params: StartParams,
  follow: (runFolder: string) => Promise<void>,
): Promise<string> {
  const trainer = await launchTrainer({ script: path.join(__dirname, 'trainer.cjs') });
  const { runId, runFolder } = await trainer.start(params);
  await follow(runFolder);
  const end = await trainer.ended;
  if (end.kind !== 'finished') throw new Error(JSON.stringify(end));
  return runId;
}

async function remove(runsFolder: string, runId: string): Promise<void> {
  const store = new RunStore(runsFolder);
  const { undo } = await store.delete(await store.resolve(runId));
  if (undo === undefined) throw new Error('a deleted run cannot be brought back');
}

async function soak(minutes: number, warmUp: number, counted: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'initscope-soak-'));
  const runs = path.join(folder, 'runs');
  mkdirSync(runs);
  const trainer = await openTrainer(path.join(__dirname, 'oneTrainer.cjs'));
  const panel = await openOnePanel(path.join(__dirname, 'webview'));
  const samples: Record<keyof Places, Sample[]> = { host: [], trainer: [], panel: [] };
  const start = performance.now();
  let told = start;
  let round = 0;
  const places = (): Places => {
    const counted = {
      minutes: Math.round((performance.now() - start) / 60_000),
      experiments: round,
    };
    return {
      host: { ...counted, ...summarise(samples.host) },
      trainer: { ...counted, ...summarise(samples.trainer) },
      panel: { ...counted, experiments: 2 * round, ...summarise(samples.panel) },
    };
  };
  try {
    for (; round < warmUp + counted || performance.now() - start < minutes * 60_000; round++) {
      const params = await orderOf(round, runs);
      const follow = (runFolder: string): Promise<void> => panel.follow(runFolder);
      await remove(runs, await trainApart(params, follow));
      const { runId } = await trainer.train(params, follow);
      await remove(runs, runId);
      if (round < warmUp) continue;
      samples.host.push(sampleProcess(start));
      samples.trainer.push(await trainer.sample());
      samples.panel.push(await panel.sample());
      if (performance.now() - told < REPORT_MS) continue;
      told = performance.now();
      console.log(JSON.stringify(places()));
    }
    process.send?.(places());
  } finally {
    await Promise.all([trainer.close(), panel.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const [minutes = 0, warmUp = 0, counted = 0] = process.argv.slice(2).map(Number);
void soak(minutes, warmUp, counted);
