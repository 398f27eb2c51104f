import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleProduct } from '../../../../scripts/bundles';
import { describeDataset } from '../../../../src/data/registry';
import type { Dataset } from '../../../../src/data/dataset';
import { loadDataset } from '../../../../src/data/load';
import { openCpu } from '../../../../src/engine/cpu';
import type { Experiment } from '../../../../src/experiment/experiment';
import { parseExperiment } from '../../../../src/experiment/parse';
import type { Assignment } from '../../../../src/trainer/crew/contract';
import type { TrialId } from '../../../../src/shared/metrics';
import { assignTrials, trialsOf } from '../../../../src/trainer/crew/assign';
import { startCrew } from '../../../../src/trainer/crew/crew';
import type { Crew, CrewListener, Post } from '../../../../src/trainer/crew/crew';
import { recruit } from '../../../../src/trainer/crew/recruit';
import type { Recruit } from '../../../../src/trainer/crew/recruit';
import type { EngineName } from '../../../../src/shared/engineNames';
import { shareDataset } from '../../../../src/trainer/crew/share';
import { createControl } from '../../../../src/training/control';
import { runExperiment } from '../../../../src/training/runExperiment';

const ROOT = join(import.meta.dirname, '../../../..');
const config = (steps: number): string => `
dataset: { source: { spiral: { samples: 400, classes: 3 } } }
model: { layers: [{ dense: 16 }, { dense: 3 }] }
initializers: [heNormal, zeros, glorotUniform]
training: { batchSize: 32, steps: ${steps}, seeds: [1, 2], optimizer: { adam: { learningRate: 0.01 } } }
telemetry: { probeSamples: 64, probeInterval: 20 }
`;

let folder: string;
beforeAll(async () => {
  // inside the package, so that workers find its engines
  folder = await mkdtemp(join(ROOT, '.cache', 'crew-'));
  await bundleProduct('worker', folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const parsed = (steps: number): Experiment => {
  const { experiment, problems } = parseExperiment(config(steps), {
    path: '/crew.initscope.yaml',
    describeDataset,
  });
  if (!experiment) throw new Error(JSON.stringify(problems));
  return experiment;
};

/** What was measured, by trial, split, tag and step. */
class Measured implements CrewListener {
  readonly values = new Map<string, number>();
  readonly states = new Map<string, string>();
  readonly sink: { -readonly [K in keyof CrewListener['sink']]: CrewListener['sink'][K] } = {
    scalar: (trial, { split, tag, step, value }) =>
      this.values.set(`${name(trial)} ${split} ${tag} ${step}`, value),
    histogram: () => undefined,
  };
  readonly saved = new Map<string, number[]>();
  readonly checkpoints: CrewListener['checkpoints'] = {
    save: (trial, { step }) => {
      this.saved.set(name(trial), [...(this.saved.get(name(trial)) ?? []), step]);
      return Promise.resolve();
    },
  };
  readonly onTrial: CrewListener['onTrial'] = (trial) => this.states.set(name(trial), trial.state);
  steps = 0;
  onProgress: CrewListener['onProgress'] = ({ done }) => {
    this.steps = done;
  };
}
const name = ({ initializer, seed }: TrialId): string => `${initializer}/${seed}`;

const loaded = async ({ dataset }: Experiment): Promise<Dataset> =>
  shareDataset(await loadDataset(dataset, { mediaFolder: join(ROOT, 'media'), cacheFolder: folder }));

/** What one thread measures. */
async function aloneMeasured(steps: number): Promise<Measured> {
  const alone = new Measured();
  const experiment = parsed(steps);
  await runExperiment({
    experiment,
    dataset: await loaded(experiment),
    engine: await openCpu(),
    control: createControl(),
    clock: { now: () => performance.now(), wallTime: () => 0 },
    sink: alone.sink,
    onTrial: alone.onTrial,
    onProgress: () => undefined,
  });
  return alone;
}

/**
 * Two workers, one of which is given all trials when the other, which is given none, waits for something to do.
 *
 * @returns the trials that moved
 */
async function oneSided(steps: number, listener: CrewListener): Promise<{ crew: Crew; moved: TrialId[] }> {
  const experiment = parsed(steps);
  const dataset = await loaded(experiment);
  const order = trialsOf(experiment);
  const beginner = (trials: readonly TrialId[]): Beginner => {
    const thread = recruited('cpu', 1);
    const begin = (): void =>
      thread.post({ type: 'begin', assignment: { experiment, trials, dataset, starts: [] } });
    return { thread, trials, begin };
  };
  const [busy, idle] = [beginner(order), beginner([])];
  const moved: TrialId[] = [];
  const spied: Post = {
    ...idle,
    thread: {
      ...idle.thread,
      post(message) {
        if (message.type === 'take') moved.push(message.trial);
        idle.thread.post(message);
      },
    },
  };
  let begun = false;
  idle.begin();
  const crew = startCrew(
    [busy, spied],
    { totalSteps: steps, order },
    {
      ...listener,
      onProgress(progress) {
        listener.onProgress(progress);
        if (!begun) busy.begin();
        begun = true;
      },
    },
  );
  return { crew, moved };
}

function recruited(engine: EngineName, threads: number): Recruit {
  const thread = recruit({ engineFolders: [], moduleFolder: folder, threads });
  thread.post({ type: 'open', engine });
  return thread;
}

interface Beginner extends Post {
  readonly begin: () => void;
}

/** @param assign what each worker is given, in place of its share of the experiment */
async function crew(
  steps: number,
  workers: number,
  listener: CrewListener,
  { engine = 'cpu', assign = (given) => given, exits = [] }: Partial<Unusual> = {},
): Promise<Crew> {
  const experiment = parsed(steps);
  const dataset = await loaded(experiment);
  const order = trialsOf(experiment);
  const posts = assignTrials(order, workers).map(({ trials, threads }, worker) => {
    const thread = recruited(engine, threads);
    const assignment = assign({ experiment, trials, dataset, starts: [] }, worker);
    thread.post({ type: 'begin', assignment });
    return { thread: noting(thread, exits), trials };
  });
  return startCrew(posts, { totalSteps: steps, order }, listener);
}

interface Unusual {
  readonly engine: EngineName;
  readonly assign: (given: Assignment, worker: number) => Assignment;
  /** Gets the exit code of each thread: 0 of one that ended by itself, 1 of one that was ended. */
  readonly exits: number[];
}

const noting = (thread: Recruit, exits: number[]): Recruit => ({
  ...thread,
  listen: (listener) =>
    thread.listen({
      ...listener,
      exit(code) {
        exits.push(code);
        listener.exit(code);
      },
    }),
});

test('a worker that is released before it is told its engine ends by itself', async () => {
  const exits: number[] = [];
  const thread = noting(recruit({ engineFolders: [], moduleFolder: folder, threads: 1 }), exits);
  thread.listen({ message: () => undefined, error: () => undefined, exit: () => undefined });
  await thread.release();
  expect(exits).toEqual([0]);
});

describe('a crew', () => {
  test('measures to the bit what one thread measures, however trials are dealt out', async () => {
    const alone = await aloneMeasured(40);
    for (const workers of [2, 3]) {
      const together = new Measured();
      await expect((await crew(40, workers, together)).done).resolves.toBe('finished');
      expect(new Map([...together.values].sort())).toEqual(new Map([...alone.values].sort()));
      expect(together.steps).toBe(6 * 40);
      expect(new Set(together.states.values())).toEqual(new Set(['finished']));
    }
  });

  // of few updates, no turn ends before the trial does
  test.each([80, 12])(
    'moves trials of %i updates to a worker that has none left, and measures to the bit the same',
    async (steps) => {
      const alone = await aloneMeasured(steps);
      const shared = new Measured();
      const { crew, moved } = await oneSided(steps, shared);
      await expect(crew.done).resolves.toBe('finished');
      expect(moved.length).toBeGreaterThan(0);
      expect(new Map([...shared.values].sort())).toEqual(new Map([...alone.values].sort()));
      expect(new Set(shared.states.values())).toEqual(new Set(['finished']));
      expect(shared.steps).toBe(6 * steps);
    },
  );

  test('stops and keeps the trials of both when some have moved', async () => {
    const measured = new Measured();
    const { crew, moved } = await oneSided(1_000_000, measured);
    await expect.poll(() => moved.length, { timeout: 120_000 }).toBeGreaterThan(0);
    await crew.control.stop();
    await expect(crew.done).resolves.toBe('stopped');
    expect([...measured.states.values()]).toEqual(Array.from({ length: 6 }, () => 'stopped'));
    for (const trial of moved) expect(measured.saved.get(name(trial))).toBeDefined();
  });

  test('pauses, answers while paused, goes on and stops', async () => {
    const measured = new Measured();
    const running = await crew(1_000_000, 2, measured);
    const { control, done } = running;
    await control.pause();
    await running.responds();
    const paused = measured.values.size;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(measured.values.size).toBe(paused);
    await control.resume();
    await expect.poll(() => measured.values.size, { timeout: 120_000 }).toBeGreaterThan(paused);
    await control.stop();
    await expect(done).resolves.toBe('stopped');
    expect(new Set(measured.states.values())).toEqual(new Set(['stopped']));
  });

  test('fails with the reason of the worker that failed', async () => {
    const { done, control } = await crew(10, 2, new Measured(), { engine: 'tensorflow-gpu' });
    await expect(done).rejects.toThrow(/tfjs-node-gpu is not installed/);
    await control.stop();
  });

  test('has a worker leave by itself that still waits for its programs', async () => {
    const exits: number[] = [];
    const experiment = parsed(10);
    const [trials, dataset] = [trialsOf(experiment), await loaded(experiment)];
    const station = { engine: 'onnxruntime', engineFolders: [], moduleFolder: folder, threads: 1 } as const;
    const thread = noting(recruit(station), exits);
    thread.listen({
      message: () => undefined,
      error: (error) => expect.fail(error.message),
      exit: () => undefined,
    });
    const assignment = { experiment, trials, dataset, starts: [], awaitsPrograms: true } as const;
    thread.post({ type: 'begin', assignment });
    await thread.release();
    expect(exits).toEqual([0]);
  });

  describe.each(['onnxruntime', 'wasm', 'cpu'] as const)('on %s', (engine) => {
    test('has the others leave by themselves where one cannot begin', async () => {
      const exits: number[] = [];
      const withoutSamples = ({ dataset, ...given }: Assignment): Assignment => ({
        ...given,
        dataset: { ...dataset, validation: { ...dataset.validation, count: 0 } },
      });
      const { done } = await crew(1_000_000, 3, new Measured(), {
        engine,
        exits,
        assign: (given, worker) => (worker === 0 ? withoutSamples(given) : given),
      });
      await expect(done).rejects.toThrow('the validation set is empty');
      expect(exits).toEqual([0, 0, 0]);
    });

    test('has all leave by themselves where what they measure cannot be kept', async () => {
      const exits: number[] = [];
      const full = new Measured();
      full.sink.scalar = (_, { step }) => {
        if (step === 50) throw new Error('the disk is full');
      };
      const { done } = await crew(1_000_000, 3, full, { engine, exits });
      await expect(done).rejects.toThrow('the disk is full');
      expect(exits).toEqual([0, 0, 0]);
    });

    test('leaves by itself when it is done', async () => {
      const exits: number[] = [];
      await expect((await crew(20, 3, new Measured(), { engine, exits })).done).resolves.toBe('finished');
      expect(exits).toEqual([0, 0, 0]);
    });
  });
});
