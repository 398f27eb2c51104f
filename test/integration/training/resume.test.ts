import { expect, test } from 'vitest';
import { loadDataset } from '../../../src/data/load';
import type { Dataset } from '../../../src/data/dataset';
import { describeDataset } from '../../../src/data/registry';
import type { Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/open';
import { locateServices } from '../../../src/engine/services';
import type { Experiment } from '../../../src/experiment/experiment';
import { parseExperiment } from '../../../src/experiment/parse';
import { createStream } from '../../../src/random/stream';
import { systemClock } from '../../../src/runs/clock';
import { readLatestCheckpoint } from '../../../src/runs/store/checkpoints';
import { trialFolderOf } from '../../../src/runs/store/layout';
import { RunReader } from '../../../src/runs/store/runReader';
import { RunWriter } from '../../../src/runs/store/runWriter';
import { createControl } from '../../../src/training/control';
import { runExperiment } from '../../../src/training/runExperiment';
import type { TrialStart } from '../../../src/training/start';
import { fakeProcesses, startOf } from '../../unit/runs/experiment';
import { temporaryFolder } from '../../unit/runs/temporaryFolder';

const STEPS = 90;
const CONFIG = `
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model:
  layers: [{ dense: 6 }, batchNorm, { dropout: 0.1 }, { dense: { units: 4, activation: rrelu } }, { dense: 3 }]
initializers: [heNormal]
training:
  batchSize: 16
  steps: ${STEPS}
  optimizer: { nadam: { learningRate: 0.002 } }
  learningRate: { exponential: { every: 20, factor: 0.5 } }
  evaluationInterval: 7
  checkpoint: { steps: 5, keepLast: 2 }
telemetry: { probeSamples: 16, probeInterval: 11, histogramInterval: 30 }
`;
const TRIAL = { initializer: 'heNormal', seed: 1 };

class Crash extends Error {}

interface World {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly engine: Engine;
}

/**
 * Trains until the process "dies": nothing is flushed or closed any more, and the lock stays behind.
 * @param values recorded before that
 */
async function train(
  { experiment, dataset, engine }: World,
  writer: RunWriter,
  starts: readonly TrialStart[],
  values: number,
): Promise<boolean> {
  let left = values;
  try {
    await runExperiment({
      experiment,
      dataset,
      engine,
      starts,
      control: createControl(),
      clock: { wallTime: () => 0, now: () => performance.now() },
      sink: {
        scalar(trial, point) {
          if (left-- <= 0) throw new Crash();
          writer.scalar(trial, point);
        },
        histogram: (trial, point) => writer.histogram(trial, point),
      },
      checkpoints: { save: (trial, checkpoint) => writer.saveCheckpoint(trial, checkpoint) },
      onTrial: ({ initializer, seed, ...change }) => writer.updateTrial({ initializer, seed }, change),
      onProgress: () => undefined,
    });
    await writer.finish('finished');
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
}

/** Trains a run that dies after each of these numbers of values, and once more. */
async function interrupted(world: World, crashes: readonly number[]): Promise<string> {
  let pid = 1;
  const dependencies = () => ({
    // the timers of a process die with it
    clock: { ...systemClock, after: () => () => undefined },
    processes: fakeProcesses(++pid, new Set([pid])),
    random: () => 0.5,
  });
  const { experiment, versions, engine, totalSteps, ...rest } = {
    ...startOf(world.experiment),
    totalSteps: STEPS,
  };
  const begin = { experiment, versions, engine, totalSteps };
  const writer = await RunWriter.create(temporaryFolder(), { ...begin, ...rest }, dependencies());
  let isOver = await train(world, writer, [], crashes[0] ?? Infinity);
  for (const values of [...crashes.slice(1), Infinity]) {
    if (isOver) break;
    const notes: string[] = [];
    const trial = trialFolderOf(writer.folder, TRIAL);
    const checkpoint = await readLatestCheckpoint(trial, (text) => void notes.push(text));
    expect(notes).toEqual([]);
    const state = Object.entries(checkpoint?.tensors ?? {}).map(([name, tensor]) => [name, tensor.values]);
    const start = checkpoint && {
      ...TRIAL,
      ...checkpoint,
      state: Object.fromEntries(state) as TrialStart['state'],
    };
    const steps = [{ ...TRIAL, step: checkpoint?.step ?? 0 }];
    const resumed = await RunWriter.resume(writer.folder, { ...begin, steps }, dependencies());
    isOver = await train(world, resumed, start ? [start] : [], values);
  }
  return writer.folder;
}

async function measured(folder: string): Promise<Record<string, unknown>> {
  const reader = await RunReader.load(folder);
  const all: Record<string, unknown> = {};
  for (const { key, steps, values } of reader.series())
    all[`${key.split} ${key.tag}`] = [[...steps], Buffer.from(values.slice().buffer).toString('base64')];
  const key = { ...TRIAL, split: 'probe' } as const;
  for (const [tag, points] of await reader.readHistograms(key, reader.histogramTags(key)))
    all[`histogram ${tag}`] = points;
  return all;
}

test('a run that dies at any of 25 random moments goes on to the bit as if it had not', async () => {
  const { experiment } = parseExperiment(CONFIG, { path: '/resume.initscope.yaml', describeDataset });
  if (!experiment) throw new Error('the config is not valid');
  const { engine } = await openEngine('cpu', locateServices(import.meta.dirname, []));
  const dataset = await loadDataset(experiment.dataset, { mediaFolder: '/nowhere', cacheFolder: '/nowhere' });
  const world = { experiment, dataset, engine };
  const whole = await measured(await interrupted(world, []));
  const recorded = Object.values(whole).reduce<number>(
    (sum, series) => sum + (Array.isArray(series) && Array.isArray(series[0]) ? series[0].length : 0),
    0,
  );
  expect(recorded).toBeGreaterThan(300);
  const stream = createStream(1, 'crashes');
  for (let crashes = 0; crashes < 25; crashes += 5)
    expect(
      await measured(
        await interrupted(
          world,
          Array.from({ length: 5 }, () => stream.below(recorded / 2)),
        ),
      ),
    ).toEqual(whole);
  engine.dispose();
}, 240_000);
