import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleProduct } from '../../../scripts/bundles';
import { describeDataset } from '../../../src/data/registry';
import type { Experiment } from '../../../src/experiment/experiment';
import { parseExperiment } from '../../../src/experiment/parse';
import { createStream } from '../../../src/random/stream';
import { listCheckpoints, readCheckpoint } from '../../../src/runs/store/checkpoints';
import { CHECKPOINT_STATE, trialFolderOf } from '../../../src/runs/store/layout';
import { RunReader } from '../../../src/runs/store/runReader';
import type { EngineName } from '../../../src/shared/engineNames';
import { launchTrainer } from '../../../src/trainer/client';
import type { TrainerClient, TrainerListeners } from '../../../src/trainer/client';
import type { Progress } from '../../../src/trainer/protocol';
import { kept, measured } from '../../support/measured';

const ROOT = join(import.meta.dirname, '../../..');

/** Everything that has a state of its own: moments, moving statistics, noise, an epoch that ends within. */
const config = (steps: number): string => `
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model:
  layers: [{ dense: 6 }, batchNorm, { dropout: 0.1 }, { dense: { units: 4, activation: rrelu } }, { dense: 3 }]
initializers: [heNormal, glorotUniform]
training:
  batchSize: 16
  steps: ${steps}
  optimizer: { nadam: { learningRate: 0.002 } }
  evaluationInterval: 37
  checkpoint: { steps: 7, keepLast: 2, best: loss }
telemetry: { probeSamples: 32, probeInterval: 43, histogramInterval: 101 }
`;

let folder: string;
beforeAll(async () => {
  // inside the package, so that the engines are found
  folder = await mkdtemp(join(ROOT, '.cache', 'resume-'));
  await Promise.all([bundleProduct('trainer', folder), bundleProduct('worker', folder)]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function experimentOf(text: string, engine: EngineName): Experiment {
  const { experiment, problems } = parseExperiment(text, {
    path: '/resume.initscope.yaml',
    describeDataset,
  });
  if (!experiment) throw new Error(JSON.stringify(problems));
  return { ...experiment, engine };
}

const services = {
  engineFolders: [],
  get datasetCache() {
    return join(folder, 'datasets');
  },
};
const launch = (listeners: TrainerListeners = {}): Promise<TrainerClient> =>
  launchTrainer({ script: join(folder, 'trainer.cjs') }, listeners);

/** Starts a run; what `meanwhile` does to it decides how it ends. @returns its folder */
async function begin(
  experiment: Experiment,
  runs: string,
  listeners: TrainerListeners = {},
  meanwhile: (client: TrainerClient) => void = () => undefined,
): Promise<string> {
  const client = await launch(listeners);
  const { runFolder } = await client.start({
    ...services,
    experiment,
    config: { path: join(folder, 'resume.initscope.yaml'), text: '' },
    runsFolder: join(folder, runs),
  });
  meanwhile(client);
  await client.ended;
  return runFolder;
}

async function goOn(
  runFolder: string,
  listeners: TrainerListeners = {},
  meanwhile: (client: TrainerClient) => void = () => undefined,
  epochs?: number,
): Promise<void> {
  const client = await launch(listeners);
  const options = epochs === undefined ? {} : { epochs };
  await client.continueRun({ ...services, runFolder, ...options }, 'resume').finally(() => {
    meanwhile(client);
  });
  await client.ended;
}

/** Ends a trainer once its trials have made so many steps more, in one of the ways in which trainers end. */
function interruption(stream: { below(n: number): number }): {
  readonly listeners: TrainerListeners;
  readonly meanwhile: (client: TrainerClient) => void;
} {
  const way = stream.below(4);
  const steps = stream.below(60);
  let first: number | undefined;
  let client: TrainerClient | undefined;
  const end = (): void => {
    if (way < 2) process.kill(client!.pid, 'SIGKILL');
    else if (way === 2) client!.stop().catch(() => undefined);
    else void client!.dispose();
  };
  return {
    meanwhile: (started) => {
      client = started;
      if (steps < 5) end(); // before it can have done anything
    },
    listeners: {
      progress({ done }) {
        first ??= done;
        if (client && done - first >= steps) end();
      },
    },
  };
}

/** Interrupts again and again until the run is through. @returns its folder and how often it was interrupted */
async function interrupted(
  experiment: Experiment,
  runs: string,
  times: number,
  seed: number,
): Promise<{ readonly run: string; readonly count: number }> {
  const stream = createStream(seed, 'interruptions');
  const first = interruption(stream);
  const run = await begin(experiment, runs, first.listeners, first.meanwhile);
  const stateOf = async (): Promise<string> => (await RunReader.load(run)).manifest.state;
  let count = 1;
  while (count < times && (await stateOf()) !== 'finished') {
    const { listeners, meanwhile } = interruption(stream);
    await goOn(run, listeners, meanwhile).catch(() => undefined); // killed before it had begun
    count++;
  }
  while ((await stateOf()) !== 'finished') await goOn(run);
  return { run, count };
}

/** More updates than any machine makes: a trainer with this many to make can be killed at any of them. */
const ENDLESS = 1_000_000_000;

/** What a listener does once the trainer has told of so many updates more than at first. */
function after(updates: number, act: (progress: Progress) => void): TrainerListeners {
  let first: number | undefined;
  return {
    progress(progress) {
      first ??= progress.done;
      if (progress.done - first >= updates) act(progress);
    },
  };
}

/**
 * Trains without an end. A trainer is killed at each of so many random updates that it has told of, and the run goes on
 * in the next one; the last is told to stop. @returns its folder
 */
async function killedAt(moments: readonly number[], experiment: Experiment, runs: string): Promise<string> {
  let run: string | undefined;
  for (const updates of [...moments, undefined]) {
    let client: TrainerClient | undefined;
    const act = (): void => {
      const training = client;
      client = undefined; // what it has told before its end may yet arrive
      if (training === undefined) return;
      if (updates === undefined) training.stop().catch(() => undefined);
      else process.kill(training.pid, 'SIGKILL');
    };
    const meanwhile = (started: TrainerClient): void => void (client = started);
    if (run === undefined) run = await begin(experiment, runs, after(updates ?? 0, act), meanwhile);
    else await goOn(run, after(updates ?? 0, act), meanwhile);
  }
  return run!;
}

describe('a run that is resumed', () => {
  test('killed at 25 random updates, measures to the bit what it measures undisturbed', async () => {
    const experiment = experimentOf(config(ENDLESS), 'cpu');
    const stream = createStream(25, 'kills');
    const moments = Array.from({ length: 25 }, () => stream.below(150));
    const run = await killedAt(moments, experiment, 'killed');
    const { manifest } = await RunReader.load(run);
    expect(manifest.resumed).toHaveLength(25);

    const made = Math.min(...manifest.trials.map(({ step }) => step));
    let client: TrainerClient | undefined;
    const stopped = ({ trials }: Progress): void => {
      if (trials.every(({ step }) => step >= made)) client?.stop().catch(() => undefined);
    };
    const whole = await begin(
      experiment,
      'unkilled',
      { progress: stopped },
      (started) => void (client = started),
    );
    const expected = await measured(whole, made);
    expect(Object.keys(expected).length).toBeGreaterThan(20);
    expect(await measured(run, made)).toEqual(expected);
  }, 900_000);

  test.each([
    ['cpu', 5, 400],
    ['onnxruntime', 4, 800],
  ] as const)(
    'on %s, interrupted %i times, measures to the bit what it measures undisturbed',
    async (engine, times, least) => {
      for (let steps = least; ; steps *= 2) {
        const experiment = experimentOf(config(steps), engine);
        const { run, count } = await interrupted(experiment, 'parts', times, least);
        if (count < times) continue; // a fast machine is through before the last interruption: it gets more to do
        const whole = await begin(experiment, 'whole');
        expect(await measured(run)).toEqual(await measured(whole));
        expect(await kept(run)).toEqual(await kept(whole));
        const { manifest } = await RunReader.load(run);
        expect(manifest.resumed?.length).toBeGreaterThan(times / 2);
        expect(manifest.trials.map(({ step, checkpoint }) => [step, checkpoint])).toEqual(
          manifest.trials.map(() => [steps, steps]),
        );
        return;
      }
    },
    900_000,
  );

  test('becomes longer as if it had been so from the beginning', async () => {
    const text = config(0).replace('steps: 0', 'epochs: 5');
    const short = experimentOf(text, 'cpu');
    const long = experimentOf(text.replace('epochs: 5', 'epochs: 12'), 'cpu');
    const run = await begin(short, 'short');
    await expect(goOn(run)).rejects.toThrow(/have ended.*--epochs/);
    await goOn(run, {}, undefined, 12);
    // the rate of the last update that was planned first is one more point of the same curve
    const without = (all: Record<string, unknown>): [string, unknown][] =>
      Object.entries(all).filter(([key]) => !key.endsWith(' learning_rate'));
    expect(without(await measured(run))).toEqual(without(await measured(await begin(long, 'long'))));
    expect((await RunReader.load(run)).manifest).toMatchObject({ state: 'finished', totalSteps: 120 });
  });

  test('is not told again what was told, nor stopped again by a rule that a person has overruled', async () => {
    // a checkpoint waits until it is kept: none goes on from there before it has heard what was found
    const text = `
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model: { activation: relu, layers: [{ dense: 6 }, { dense: 6 }, { dense: 3 }] }
initializers: [heNormal, zeros]
training: { batchSize: 16, steps: 80, checkpoint: { steps: 30 } }
telemetry: { probeSamples: 32, probeInterval: 10 }
health: { brokenSymmetry: { action: notify }, unchangedTensor: { action: stopInitializer } }
`;
    const told: string[] = [];
    const listeners: TrainerListeners = {
      found: ({ rule, initializer }) => told.push(`${initializer} ${rule}`),
    };
    const run = await begin(experimentOf(text, 'cpu'), 'ruled', listeners);
    expect(told.sort()).toEqual(['zeros brokenSymmetry', 'zeros unchangedTensor']);
    const zeros = async (): Promise<unknown> =>
      (await RunReader.load(run)).manifest.trials.find(({ initializer }) => initializer === 'zeros');
    expect(await zeros()).toMatchObject({ state: 'stopped' });
    await goOn(run, listeners);
    expect(told).toHaveLength(2);
    expect(await zeros()).toMatchObject({ state: 'finished', step: 80 });
  });

  test('takes the checkpoint before one that is damaged, and says so', async () => {
    const experiment = experimentOf(config(200), 'cpu');
    const whole = await begin(experiment, 'sound');
    const run = join(folder, 'damaged', 'resume', 'run');
    await cp(whole, run, { recursive: true });
    const manifest = JSON.parse(await readFile(join(run, 'run.json'), 'utf8')) as { trials: object[] };
    const trials = manifest.trials.map((trial) => ({ ...trial, state: 'stopped', step: 200 }));
    await writeFile(join(run, 'run.json'), JSON.stringify({ ...manifest, state: 'interrupted', trials }));
    const trial = trialFolderOf(run, { initializer: 'heNormal', seed: 1 });
    const last = (await listCheckpoints(trial)).at(-1)!;
    await truncate(join(last.folder, CHECKPOINT_STATE), 900);
    await expect(readCheckpoint(last.folder)).rejects.toThrow(/state\.safetensors.*expected/);

    const notes: string[] = [];
    await goOn(run, { log: ({ text }) => void notes.push(text) });
    expect(notes.join('\n')).toContain('the one before it is taken');
    expect(await measured(run)).toEqual(await measured(whole));
    expect(await kept(run)).toEqual(await kept(whole));
  });
});
