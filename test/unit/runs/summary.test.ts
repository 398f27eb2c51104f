import { describe, expect, test } from 'vitest';
import { createStream } from '../../../src/random/stream';
import type { RunManifest, TrialManifest } from '../../../src/runs/run';
import { type InitializerSummary, type RunSummary, summarize } from '../../../src/runs/summary';
import type { Columns } from '../../../src/runs/store/series';
import { ACCURACY, LOSS } from '../../../src/shared/tags';
import { inKorean } from '../korean';
import { experimentOf, startOf } from './experiment';

type Recorded = Record<string, readonly number[]>;

/** Curves of one trial by `<split>/<tag>`, one value at each tenth of the run. */
interface Trial extends Partial<Omit<TrialManifest, 'initializer'>> {
  readonly curves?: Recorded;
}

interface Options {
  readonly loss?: 'softmaxCrossEntropy' | 'meanSquaredError';
  readonly run?: Partial<RunManifest>;
}

function summaryOf(trials: Record<string, readonly Trial[]>, { loss, run }: Options = {}): RunSummary {
  const labels = Object.keys(trials);
  const seeds = Array.from(
    { length: Math.max(...Object.values(trials).map((all) => all.length)) },
    (_, i) => i,
  );
  const manifest: RunManifest = {
    ...startOf(experimentOf(labels, { seeds, ...(loss !== undefined && { loss }) })),
    format: 1,
    id: 'r',
    name: 'r',
    host: 'h',
    pid: 1,
    started: '2026-11-22T09:14:03.000Z',
    state: 'finished',
    trials: labels.flatMap((initializer) =>
      trials[initializer]!.map(({ curves: _, ...trial }, seed) => ({
        initializer,
        seed,
        state: 'finished' as const,
        step: 180,
        ...trial,
      })),
    ),
    ...run,
  };
  return summarize(manifest, ({ initializer, seed, split, tag }): Columns | undefined => {
    const values = trials[initializer]?.[seed]?.curves?.[`${split}/${tag}`];
    if (values === undefined) return undefined;
    const steps = Float64Array.from(values, (_, i) => 18 * i);
    return { steps, values: Float32Array.from(values), wallTimes: steps };
  });
}

const only = (trial: Trial, options?: Options): InitializerSummary =>
  summaryOf({ he: [trial] }, options).initializers[0]!;

const evaluated = (accuracy: readonly number[], loss: readonly number[]): Recorded => ({
  [`validation/${ACCURACY}`]: accuracy,
  [`validation/${LOSS}`]: loss,
});

/** As the embedded digits are learned with Adam. */
const LEARNED = evaluated(
  [0.092, 0.861, 0.894, 0.912, 0.921, 0.931, 0.937, 0.94, 0.945, 0.943, 0.947],
  [2.41, 0.492, 0.366, 0.307, 0.269, 0.241, 0.22, 0.206, 0.195, 0.192, 0.185],
);
/** As a deep network with too small weights does: it sits at ln 10, then begins. */
const SLOW = evaluated(
  [0.1, 0.113, 0.113, 0.113, 0.21, 0.214, 0.3, 0.41, 0.52, 0.57, 0.61],
  [2.3026, 2.3021, 2.302, 2.3, 2.05, 1.9, 1.7, 1.5, 1.3, 1.2, 1.1],
);
/** All weights zero: the output bias alone learns the classes' frequencies. */
const ZEROS = evaluated(
  [0.098, ...Array<number>(10).fill(0.1135)],
  [2.302585, 2.3018, 2.3014, 2.3013, 2.3012, 2.3011, 2.3011, 2.3012, 2.3011, 2.301, 2.301],
);

describe('verdicts', () => {
  test('are in the language of who reads them', () => {
    const { initializers } = inKorean(() =>
      summaryOf({
        he: [{ curves: LEARNED }, { curves: LEARNED }, { curves: LEARNED }],
        zeros: [{ curves: ZEROS }, { curves: LEARNED }, { curves: ZEROS }],
        one: [{ curves: ZEROS, state: 'diverged', divergence: { step: 3, tensor: 'loss' } }],
      }),
    );
    expect(initializers.map(({ verdict }) => verdict.text)).toEqual([
      '시드 3개 모두 학습함',
      '무작위 수준 2개, 학습함 1개(시드 3개 중)',
      '스텝 3에서 발산: loss이(가) 유한하지 않음',
    ]);
  });

  const of10000 = { run: { samples: { train: 60_000, validation: 10_000 } } };

  test('learned', () => {
    expect(only({ curves: LEARNED }).verdict).toEqual({ code: 'learned', text: 'learned: 94.7 %' });
  });

  test('slow, against the best of the run', () => {
    const { initializers } = summaryOf({ small: [{ curves: SLOW }], he: [{ curves: LEARNED }] });
    expect(initializers.map(({ verdict }) => verdict)).toEqual([
      { code: 'slow', text: 'slow: 61.0 % where he has 94.7 %' },
      { code: 'learned', text: 'learned: 94.7 %' },
    ]);
  });

  test('slow also when the best of the run got no further', () => {
    const barely = evaluated([0.1, 0.15, 0.17], [2.31, 2.2, 2.19]);
    expect(only({ curves: barely }).verdict).toEqual({
      code: 'slow',
      text: 'slow: 17.0 %, chance is 10.0 %',
    });
  });

  test('chance, though always answering the commonest digit beats 1 in 10 by more than luck', () => {
    expect(only({ curves: ZEROS }, of10000).verdict).toEqual({
      code: 'chance',
      text: 'never left chance (1 in 10)',
    });
  });

  test('chance, when accuracy wanders about 1/K within what luck explains', () => {
    const stream = createStream(4, 'luck');
    const guesses = Array.from({ length: 11 }, () => 0.1 + 0.0095 * stream.truncatedNormal());
    const verdict = only({ curves: evaluated(guesses, Array<number>(11).fill(1)) }).verdict;
    expect(verdict.code).toBe('chance');
  });

  test('chance, when a layer is dead from start to end, whatever the classes’ frequencies make of it', () => {
    const curves = { ...evaluated([0.5, 0.5], [1.2, 1.1]), 'probe/dead_fraction/dense_2': [1, 1] };
    expect(only({ curves }).verdict.code).toBe('chance');
  });

  test('a small step beyond luck on a large validation set is no chance', () => {
    const curves = evaluated([0.1, 0.115, 0.125], [2.4, 2.28, 2.24]);
    expect(only({ curves }, of10000).verdict.code).toBe('slow');
  });

  test('collapsed', () => {
    const curves = evaluated([0.1, 0.85, 0.6, 0.102], [2.3, 0.5, 1.4, 2.31]);
    expect(only({ curves }).verdict).toEqual({ code: 'collapsed', text: 'fell back to chance from 85.0 %' });
  });

  test('diverged, with the first tensor that was not finite', () => {
    const divergence = { step: 12, tensor: 'dense_3/kernel' };
    expect(only({ curves: LEARNED, state: 'diverged', divergence }).verdict).toEqual({
      code: 'diverged',
      text: 'diverged at step 12: dense_3/kernel is not finite',
    });
  });

  test.each([
    ['stopped', 'stopped', 'stopped', 'stopped at step 40 of 180'],
    ['running', 'interrupted', 'stopped', 'stopped at step 40 of 180'],
    ['waiting', 'failed', 'stopped', 'stopped at step 40 of 180'],
    ['running', 'running', 'running', 'at step 40 of 180'],
    ['waiting', 'paused', 'waiting', 'not begun yet'],
  ] as const)('a %s trial of a run that is %s: %s', (state, runState, code, text) => {
    const { verdict } = only({ curves: LEARNED, state, step: 40 }, { run: { state: runState } });
    expect(verdict).toEqual({ code, text });
  });

  test('regression: the loss decides', () => {
    const losses = (...values: number[]): Trial => ({ curves: { [`validation/${LOSS}`]: values } });
    const { initializers } = summaryOf(
      {
        good: [losses(4, 0.2, 0.1)],
        slow: [losses(4, 0.9, 0.5)],
        never: [losses(4, 3.99, 4.2)],
        back: [losses(4, 2, 5)],
      },
      { loss: 'meanSquaredError' },
    );
    expect(initializers.map(({ verdict }) => verdict.text)).toEqual([
      'learned: loss 0.100',
      'slow: loss 0.500 where good has 0.100',
      'its loss never fell',
      'fell back from a loss of 2.00',
    ]);
    expect(initializers.map(({ best }) => best)).toEqual([true, false, false, false]);
  });

  test('of several seeds the most frequent, the graver of equals, with numbers', () => {
    const diverged: Trial = { curves: LEARNED, state: 'diverged' };
    const learned: Trial = { curves: LEARNED };
    const { initializers } = summaryOf({
      all: [learned, learned, learned],
      most: [learned, diverged, learned],
      half: [learned, diverged],
    });
    expect(initializers.map(({ verdict }) => verdict)).toEqual([
      { code: 'learned', text: 'learned with all 3 seeds' },
      { code: 'learned', text: 'learned with 2, diverged with 1 of 3 seeds' },
      { code: 'diverged', text: 'diverged with 1, learned with 1 of 2 seeds' },
    ]);
  });
});

describe('figures', () => {
  test('mean and sample standard deviation over seeds, of the last and of each seed’s best evaluation', () => {
    const row = summaryOf({
      he: [
        { curves: evaluated([0.1, 0.9, 0.8], [2.3, 0.3, 0.4]) },
        { curves: evaluated([0.1, 0.8, 0.9], [2.3, 0.5, 0.2]) },
      ],
    }).initializers[0]!;
    expect(row.accuracy!.final.mean).toBeCloseTo(0.85, 6);
    expect(row.accuracy!.final.sd).toBeCloseTo(0.1 / Math.SQRT2, 6);
    expect(row.accuracy!.best).toMatchObject({ finite: 2, count: 2, sd: 0 });
    expect(row.loss!.best.mean).toBeCloseTo(0.25, 6);
  });

  test('a seed whose loss is NaN is counted but not averaged; one seed has no deviation', () => {
    const row = summaryOf({
      he: [
        { curves: evaluated([0.1, 0.9], [2.3, 0.5]) },
        { curves: evaluated([0.1, 0.1], [2.3, NaN]), state: 'diverged' },
      ],
    }).initializers[0]!;
    expect(row.loss!.final).toEqual({ mean: 0.5, finite: 1, count: 2 });
    expect(row.loss!.best.finite).toBe(2);
  });

  test('variance ratio of the last to the first hidden layer, logits left out, geometric over seeds', () => {
    const variances = (last: number): Trial => ({
      curves: {
        ...LEARNED,
        'probe/activation_variance/dense_1': [2, 4],
        'probe/activation_variance/dense_2': [9, 9],
        'probe/activation_variance/dense_3': [last, 4],
        'probe/activation_variance/dense_4': [100, 100],
      },
    });
    const row = summaryOf({ he: [variances(0.2), variances(0.002)] }).initializers[0]!;
    expect(row.trials[0]!.varianceRatio!.start).toBeCloseTo(0.1, 6);
    expect(row.varianceRatio!.start).toBeCloseTo(0.01, 6);
    expect(row.varianceRatio!.end).toBe(1);
  });

  test('dead units: the share of all, weighted by the layers’ units, and the worst layer, at start and end', () => {
    const { dead } = only({
      curves: {
        ...LEARNED,
        'probe/dead_fraction/dense_1': [0, 0.1],
        'probe/dead_fraction/dense_2': [0, 0.5],
        'probe/dead_fraction/dense_3': [0.25, 0],
      },
    });
    expect(dead!.start.overall).toBeCloseTo((0.25 * 20) / 170, 6);
    expect(dead!.start.worst).toEqual({ layer: 'dense_3', fraction: 0.25 });
    expect(dead!.end.overall).toBeCloseTo((0.1 * 100 + 0.5 * 50) / 170, 6);
    expect(dead!.end.worst).toEqual({ layer: 'dense_2', fraction: 0.5 });
  });

  test('the best is the one with the highest best accuracy, of equals the lower loss; never one at chance', () => {
    const bests = (trials: Record<string, readonly Trial[]>): string[] =>
      summaryOf(trials)
        .initializers.filter(({ best }) => best)
        .map(({ initializer }) => initializer);
    const a = evaluated([0.1, 0.9, 0.7], [2.3, 0.4, 0.9]);
    const b = evaluated([0.1, 0.8, 0.8], [2.3, 0.4, 0.5]);
    const lower = evaluated([0.1, 0.9, 0.7], [2.3, 0.3, 0.9]);
    expect(bests({ b: [{ curves: b }], a: [{ curves: a }] })).toEqual(['a']);
    expect(bests({ a: [{ curves: a }], lower: [{ curves: lower }] })).toEqual(['lower']);
    expect(bests({ b: [{ curves: b }], a: [{ curves: a, state: 'diverged' }] })).toEqual(['b']);
    expect(bests({ zeros: [{ curves: ZEROS }] })).toEqual([]);
  });

  test('a run in which nothing was recorded yet has rows without figures', () => {
    const row = only({ state: 'waiting', step: 0 }, { run: { state: 'running' } });
    expect(row).toMatchObject({ initializer: 'he', steps: 0, best: false, verdict: { code: 'waiting' } });
    expect(row.accuracy ?? row.loss ?? row.dead ?? row.varianceRatio ?? row.lossCurve).toBeUndefined();
  });
});
