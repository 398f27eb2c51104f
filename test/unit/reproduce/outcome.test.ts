import { expect, it } from 'vitest';
import { inOrder, ofEach } from '../../../src/reproduce/claims';
import { reproductionMarkdown } from '../../../src/reproduce/markdown';
import { outcomeOf, stands } from '../../../src/reproduce/outcome';
import { afterEpoch, atEnd, overEpoch } from '../../../src/reproduce/readings';
import type { Reproduction, Trained } from '../../../src/reproduce/reproduction';
import { ACCURACY, LOSS } from '../../../src/shared/tags';
import { experimentOf, manifestOf } from '../../support/manifest';

/** Two seeds of each initializer, two epochs of two updates; accuracies by label and seed. */
const trained = (accuracies: Readonly<Record<string, readonly (readonly number[])[]>>): Trained => {
  return {
    manifest: {
      ...manifestOf(experimentOf(Object.keys(accuracies), { seeds: [1, 2] })),
      stepsPerEpoch: 2,
    },
    seconds: 65,
    find: ({ initializer, seed, split, tag }) => {
      if (split === 'train' && tag === LOSS) return columns([0, 1, 2, 3], [4, 2, 1, 0.5]);
      if (split !== 'validation' || tag !== ACCURACY) return undefined;
      return columns([0, 2, 4], accuracies[initializer]?.[seed - 1] ?? []);
    },
  };
};

const columns = (steps: readonly number[], values: readonly number[]) => ({
  steps: Float64Array.from(steps),
  values: Float32Array.from(values),
  wallTimes: Float64Array.from(steps),
});

const experiment: Reproduction = {
  example: 'series/one',
  source: 'A notebook | of 2020',
  published: [
    {
      initializer: 'good',
      what: 'accuracy after 1 epoch',
      value: 0.5,
      kind: 'accuracy',
      reading: afterEpoch(ACCURACY, 1),
    },
    { initializer: 'good', what: 'cost of epoch 2', value: 1.5, kind: 'loss', reading: overEpoch(LOSS, 2) },
  ],
  claims: [
    inOrder({
      text: 'good beats bad',
      initializers: ['bad', 'good'],
      reading: atEnd(ACCURACY),
      kind: 'share',
      apart: 0.2,
    }),
    ofEach({ text: 'all learn', reading: atEnd(ACCURACY), kind: 'share', holds: (share) => share > 0.5 }),
  ],
};

const unneeded = (): Trained => {
  throw new Error('no other is needed');
};
const run = trained({
  good: [
    [0.25, 0.5, 1],
    [0.25, 0.5, 0.75],
  ],
  bad: [
    [0.25, 0.25, 0.25],
    [0.25, 0.25, 0.25],
  ],
});

it('reads figures at their time and over seeds, and checks claims', () => {
  const { figures, claims, seconds } = outcomeOf(experiment, [run], { quick: false }, unneeded);
  expect(figures.map(({ ours, judgement }) => [ours.mean, ours.sd, judgement])).toEqual([
    [0.5, 0, 'reproduced'],
    [0.75, 0, 'better'],
  ]);
  expect(claims).toEqual([
    { text: 'good beats bad', judged: true, holds: true, found: 'bad 25.0 %, good 87.5 %' },
    { text: 'all learn', judged: true, holds: false, found: 'good 87.5 %, bad 25.0 %' },
  ]);
  expect(seconds).toBe(65);
});

it('does not hold a claim on a figure that is missing', () => {
  const short = trained({ good: [[0.25, 0.5, 1]], bad: [[0.25, 0.25, 0.25]] });
  const { claims } = outcomeOf(experiment, [short], { quick: false }, unneeded);
  expect(claims.map(({ holds }) => holds)).toEqual([false, false]);
});

it('makes a page of what was found, of what was left out and of what has not been run', () => {
  const outcome = outcomeOf(
    experiment,
    [run],
    { quick: false, partial: { found: 10_000, whole: 50_000 } },
    unneeded,
  );
  expect(stands(outcome)).toBe(true);
  expect(stands(outcomeOf(experiment, [run], { quick: false }, unneeded))).toBe(false);
  const page = reproductionMarkdown(
    [
      outcome,
      { experiment: { ...experiment, example: 'two' }, leftOut: 'no data' },
      { experiment: { ...experiment, example: 'three' }, notRun: true },
    ],
    'make',
  );
  expect(page).toMatch(/\[two\].* left out +\|/);
  expect(page).toMatch(/\[three\].* not run yet +\|/);
  expect(page).toContain('## three\n\nA notebook \\| of 2020. Not run yet.');
  expect(page).toContain('| [series/one](#seriesone) | 2 of 2 | 1 of 2 | 2 | 1 min 05 s | stands |');
  expect(page).toContain(
    '| good | accuracy after 1 epoch | 50.00 % | 50.00 ± 0.00 % (2) | +0.00 pp | not judged |',
  );
  expect(page).toContain('| good | cost of epoch 2 | 1.5000 | 0.7500 ± 0.0000 (2) | −0.7500 | not judged |');
  expect(page).toContain('- – all learn: good 87.5 %, bad 25.0 %');
  expect(page).toContain('A notebook \\| of 2020. 2 seeds');
  expect(page).toContain('**10,000 of 50,000 training samples were at hand.**');
  expect(page).toContain('within 0.7 percentage points');
  expect(page).toContain('## two\n\nA notebook \\| of 2020. Left out: no data.');
});
