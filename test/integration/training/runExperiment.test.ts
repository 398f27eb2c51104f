import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadDataset } from '../../../src/data/load';
import type { Dataset } from '../../../src/data/dataset';
import type { Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/open';
import type { Experiment } from '../../../src/experiment/experiment';
import { parseExperiment } from '../../../src/experiment/parse';
import { describeDataset } from '../../../src/data/registry';
import type { TrialManifest } from '../../../src/runs/run';
import type { ScalarPoint, TrialId } from '../../../src/shared/metrics';
import { createControl } from '../../../src/training/control';
import type { TrainingControl } from '../../../src/training/control';
import { runExperiment } from '../../../src/training/runExperiment';
import type { TrainingInputs } from '../../../src/training/inputs';
import { hasTensorflow, services } from '../../support/tensorflow';

/** Two interleaving spirals, a small network with dropout, so that noise takes part too. */
const config = (initializers: string, training: string): string => `
dataset: { source: { spiral: { samples: 500 } }, validation: 100 }
model:
  activation: relu
  layers: [dense: 16, dropout: 0.2, dense: 16, dense: 2]
initializers: [${initializers}]
training: { batchSize: 20, ${training} }
telemetry: { probeSamples: 50, probeInterval: 10 }
`;

function parse(text: string): Experiment {
  const { experiment, problems } = parseExperiment(text, {
    path: '/spiral.initscope.yaml',
    describeDataset,
  });
  if (!experiment) throw new Error(JSON.stringify(problems, undefined, 1));
  return experiment;
}

type Recorded = TrialId & ScalarPoint;

const ENGINES = ['wasm', 'cpu', ...(hasTensorflow ? (['tensorflow'] as const) : [])] as const;

describe.each(ENGINES)('training on %s', (name) => {
  let engine: Engine;
  let recorded: Recorded[];
  let trials: Map<string, TrialManifest>;

  beforeAll(async () => {
    ({ engine } = await openEngine(name, services));
  });
  afterAll(() => engine.dispose());
  beforeEach(() => {
    recorded = [];
    trials = new Map();
  });

  const load = (experiment: Experiment): Promise<Dataset> =>
    loadDataset(experiment.dataset, { mediaFolder: '/nowhere', cacheFolder: '/nowhere' });

  async function train(text: string, extra: Partial<TrainingInputs> = {}): Promise<'finished' | 'stopped'> {
    const experiment = parse(text);
    return runExperiment({
      experiment,
      dataset: await load(experiment),
      engine,
      control: createControl(),
      clock: { wallTime: () => 0, now: () => performance.now() },
      sink: {
        scalar: (trial, point) => void recorded.push({ ...trial, ...point }),
        histogram: () => undefined,
      },
      onTrial: (trial) => trials.set(`${trial.initializer}/${trial.seed}`, trial),
      onProgress: () => undefined,
      ...extra,
    });
  }

  const values = (initializer: string, seed = 0, tag = 'loss', split = 'train'): number[] =>
    recorded
      .filter((p) => p.initializer === initializer && p.seed === seed && p.tag === tag && p.split === split)
      .map(({ value }) => value);

  test('a trial has the same numbers in a stack as on its own, one that diverges beside it', async () => {
    const text = config(
      // overflows in the logits alone: in what follows on ∞ − ∞, engines may differ by the order of a sum
      'heNormal, glorotUniform, randomNormal: { stddev: 1e18 }',
      'seeds: [0, 1], epochs: 2, optimizer: { adam: { learningRate: 0.01 } }',
    );
    const inOrder = (points: readonly Recorded[]): Recorded[] =>
      points.toSorted(
        (a, b) =>
          a.initializer.localeCompare(b.initializer) ||
          a.seed - b.seed ||
          a.step - b.step ||
          `${a.split}/${a.tag}`.localeCompare(`${b.split}/${b.tag}`),
      );
    await train(text);
    const [alone, ended] = [inOrder(recorded.splice(0)), [...trials.values()]];
    trials = new Map();
    await train(text, { stacked: true });
    expect([...trials.values()]).toEqual(ended);
    expect(ended.filter(({ state }) => state === 'diverged')).toHaveLength(2);
    const stacked = inOrder(recorded);
    const named = ({ initializer, seed, step, split, tag }: Recorded): unknown[] => [
      initializer,
      seed,
      step,
      split,
      tag,
    ];
    expect(stacked.map(named)).toEqual(alone.map(named));
    stacked.forEach(({ value }, i) => {
      const want = alone[i]!.value;
      if (Number.isFinite(want))
        expect(Math.abs(value - want)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(want)));
      else expect(value).toBe(want);
    });
  });

  test('a trial has the same numbers whatever else is trained', async () => {
    await train(config('heNormal, zeros, glorotUniform', 'seeds: [0, 1], epochs: 2'));
    const among = values('heNormal', 1);
    expect(among).toHaveLength(40);
    recorded = [];
    await train(config('heNormal', 'seeds: [1], epochs: 2'));
    expect(values('heNormal', 1)).toEqual(among);
  });

  test('a trial has the same numbers however many updates it makes in its turn', async () => {
    const text = config('heNormal, glorotUniform', 'seeds: [0], epochs: 2, evaluationInterval: 7');
    let time = 0;
    const wallTime = (): number => 0;
    await train(text, { clock: { wallTime, now: () => (time += 1000) } });
    const single = recorded.splice(0);
    await train(text, { clock: { wallTime, now: () => 0 } });
    const of = (points: readonly Recorded[], name: string): readonly Recorded[] =>
      points.filter(({ initializer }) => initializer === name);
    for (const name of ['heNormal', 'glorotUniform']) expect(of(recorded, name)).toEqual(of(single, name));
    const turns = (points: readonly Recorded[]): readonly string[] =>
      points.filter(({ split, tag }) => split === 'train' && tag === 'loss').map((p) => p.initializer);
    expect(turns(single).slice(2, 4)).toEqual(['heNormal', 'glorotUniform']);
    // after the first step of each and a round of one update
    expect(turns(recorded).slice(4, 20)).toEqual(Array.from({ length: 16 }, () => 'heNormal'));
  });

  test('seeds differ in weights and batches', async () => {
    await train(config('heNormal', 'seeds: [0, 1], epochs: 1'));
    expect(values('heNormal', 0)[0]).not.toBe(values('heNormal', 1)[0]);
  });

  test('leaves no tensor behind, finished or stopped', async () => {
    const before = engine.tf.memory().numTensors;
    await train(config('heNormal, zeros', 'seeds: [0], epochs: 1'));
    const control = createControl();
    void control.stop();
    await train(config('heNormal, zeros', 'seeds: [0], epochs: 1'), { control });
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  test('an exploding network diverges at the step and in the tensor where it did, the others finish', async () => {
    const large = '{ randomNormal: { stddev: 1e18 }, label: large }';
    expect(await train(config(`${large}, heNormal`, 'seeds: [0], epochs: 1'))).toBe('finished');
    expect(trials.get('large/0')).toMatchObject({
      state: 'diverged',
      divergence: { step: 0, tensor: expect.stringMatching(/^pre_activations\/dense_[23]$/) as string },
    });
    expect(values('large').map(Number.isFinite)).toEqual([false]);
    expect(trials.get('heNormal/0')).toMatchObject({ state: 'finished', step: 20 });
  });

  test('a learning rate that blows the weights up diverges after some steps', async () => {
    await train(config('heNormal', 'optimizer: { sgd: { learningRate: 1e20 } }, epochs: 1'));
    const trial = [...trials.values()][0]!;
    expect(trial.state).toBe('diverged');
    expect(trial.divergence?.step).toBeGreaterThan(0);
    const losses = values('heNormal', trial.seed);
    expect(losses.slice(0, -1).every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).not.toSatisfy(Number.isFinite);
    expect(losses).toHaveLength(trial.divergence!.step + 1);
  });

  test('a schedule slows the optimizers of all layers, and is recorded', async () => {
    const groups = 'optimizerGroups: { dense_3: { sgd: { learningRate: 0.2 } } }';
    const sgd = `optimizer: { sgd: { learningRate: 0.1 } }, ${groups}, seeds: [0], epochs: 1`;
    await train(config('heNormal', sgd));
    const constant = values('heNormal');
    recorded = [];
    await train(config('heNormal', `${sgd}, learningRate: { step: { every: 5, factor: 1.0e-12 } }`));
    expect(values('heNormal').slice(0, 6)).toEqual(constant.slice(0, 6));
    expect(values('heNormal')[7]).not.toBe(constant[7]);
    expect(values('heNormal', 0, 'learning_rate').slice(0, 3)).toEqual([0.1, 0.1, 0.1 * 1e-12]);
    expect(values('heNormal', 0, 'learning_rate/dense_3')[0]).toBe(0.2);
  });

  test('an initializer that looks at data starts from outputs of variance 1', async () => {
    await train(config('lsuv', 'seeds: [0], steps: 1'));
    for (const layer of ['dense_1', 'dense_2', 'dense_3']) {
      const [variance = NaN] = values('lsuv', 0, `pre_activation_variance/${layer}`, 'probe');
      expect(variance, layer).toBeGreaterThan(0.5);
      expect(variance, layer).toBeLessThan(2);
    }
  });

  test('a stop ends training within one step and keeps what was measured', async () => {
    const control = createControl();
    let asked = 0;
    const sink: TrainingInputs['sink'] = {
      scalar(trial, point) {
        recorded.push({ ...trial, ...point });
        if (asked === 0 && point.split === 'train' && point.step === 5) {
          asked = recorded.length;
          void control.stop();
        }
      },
      histogram: () => undefined,
    };
    expect(await train(config('heNormal', 'seeds: [0], epochs: 50'), { control, sink })).toBe('stopped');
    expect(values('heNormal')).toHaveLength(6);
    expect(trials.get('heNormal/0')).toMatchObject({ state: 'stopped', step: 6 });
  });

  test('a pause holds training until it is resumed', async () => {
    const control: TrainingControl = createControl();
    const done = train(config('heNormal', 'seeds: [0], epochs: 3'), { control });
    await control.pause();
    const held = recorded.length;
    await new Promise(setImmediate);
    expect(recorded).toHaveLength(held);
    await control.resume();
    expect(await done).toBe('finished');
    expect(values('heNormal')).toHaveLength(60);
  });
});
