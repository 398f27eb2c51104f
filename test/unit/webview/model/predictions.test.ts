import { describe, expect, test } from 'vitest';
import { parseHostMessage } from '../../../../webview/model/messages';
import type { HostMessage, PageState } from '../../../../webview/contract';
import type { RunManifest } from '../../../../src/runs/run';
import {
  answersFor,
  canDraw,
  confusedOf,
  describeSample,
  keptSteps,
  lackOf,
  matrixTable,
  offeredSamples,
  predictionsRequest,
} from '../../../../webview/model/predictions';
import type { Scene } from '../../../../webview/model/scene';
import { ANSWERS, VALIDATION } from './predictions';
import { manifestOf, sceneOf } from './scenes';

const TRIALS: RunManifest['trials'] = [
  { initializer: 'good', seed: 0, state: 'finished', step: 20, checkpoint: 20 },
  { initializer: 'bad', seed: 0, state: 'finished', step: 20, checkpoint: 20 },
  { initializer: 'worst', seed: 0, state: 'diverged', step: 5, divergence: { step: 5, tensor: 'loss' } },
];
const MANIFEST = manifestOf(['good', 'bad', 'worst'], [0], { trials: TRIALS });

function answered(state: Partial<PageState> = {}, answers = ANSWERS): Scene {
  const scene = sceneOf(MANIFEST, [], state);
  for (const message of answers) scene.predictions.apply(parseHostMessage(message) as never);
  return scene;
}

describe('what is asked', () => {
  test('is of trials that have kept a network, at the selected step', () => {
    expect(predictionsRequest(sceneOf(MANIFEST, [], { step: 12 }), undefined)).toEqual({
      trials: [
        { initializer: 'good', seed: 0 },
        { initializer: 'bad', seed: 0 },
      ],
      latest: 20,
      step: 12,
      samples: Array.from({ length: 24 }, (_, index) => index),
    });
  });

  test('is of no more samples than there are, and of initializers that are shown', () => {
    const drawing = new Uint8Array(784);
    const request = predictionsRequest(answered({ hiddenInitializers: ['bad'] }), drawing);
    expect(request).toMatchObject({ trials: [{ initializer: 'good' }], samples: [0, 1, 2, 3], drawing });
  });
});

describe('what is missing', () => {
  const titleOf = (more: Partial<RunManifest>, standalone = false): string | undefined =>
    lackOf(sceneOf(manifestOf(['a'], [0], more), []), standalone)?.title;
  const keeping = manifestOf(['a'], [0]).experiment;
  const withCheckpoints = { ...keeping, training: { ...keeping.training, checkpoint: { keepLast: 1 } } };

  test('is told with its reason', () => {
    expect(titleOf({})).toContain('keeps no checkpoints');
    expect(titleOf({ experiment: withCheckpoints, state: 'running' })).toContain('yet');
    expect(titleOf({ experiment: withCheckpoints })).toContain('left');
    expect(titleOf({ source: 'tensorboard' })).toContain('not known');
    expect(titleOf({ trials: TRIALS }, true)).toContain('report');
    expect(titleOf({ trials: TRIALS })).toBeUndefined();
  });
});

describe('samples', () => {
  test('are offered by what is wrong with them or by class', () => {
    expect(offeredSamples(answered())).toEqual({ count: 4, from: 0, shown: [0, 1, 2, 3], picked: 0 });
    expect(offeredSamples(answered({ prediction: { only: 'wrong', sample: 2 } }))).toMatchObject({
      shown: [1, 2],
      picked: 2,
    });
    expect(offeredSamples(answered({ prediction: { only: '0', sample: 2 } }))).toMatchObject({
      shown: [0, 3],
      picked: 0,
    });
    expect(
      offeredSamples(answered({ prediction: { only: 'wrong' }, hiddenInitializers: ['bad'] })),
    ).toMatchObject({ count: 0, picked: undefined });
  });

  test('are told with class or target', () => {
    expect(describeSample(VALIDATION, 1)).toBe('Sample 1, class dog <b>');
    const regression = { count: 4, shape: [2], bytes: false, outputs: 1, engine: 'cpu' };
    expect(describeSample({ ...regression, targets: Float32Array.of(0, 2.5, 1, 1) }, 1)).toBe(
      'Sample 1, target 2.500',
    );
  });

  test('can be drawn where they are grey pictures of MNIST’s size', () => {
    expect(canDraw(VALIDATION)).toBe(true);
    expect(canDraw({ ...VALIDATION, bytes: false })).toBe(false);
    expect(canDraw({ ...VALIDATION, shape: [32, 32, 3] })).toBe(false);
  });
});

describe('answers', () => {
  test('are probabilities, or the reason why there are none', () => {
    expect(answersFor(answered(), 1)).toEqual([
      {
        initializer: 'good',
        step: 20,
        probabilities: [expect.closeTo(0.25), expect.closeTo(0.75)],
        taken: 1,
      },
      { initializer: 'bad', step: 20, probabilities: [expect.closeTo(0.75), expect.closeTo(0.25)], taken: 0 },
      { initializer: 'worst', reason: 'No checkpoint (diverged at step 5)' },
    ]);
    expect(answersFor(answered(), 'drawing')[0]?.probabilities?.[1]).toBeCloseTo(0.9);
  });

  test('of a network with more outputs than classes count those as one', () => {
    const wide = ANSWERS.map((message): HostMessage =>
      message.type === 'validation'
        ? { ...message, outputs: 4 }
        : message.type === 'evaluation'
          ? { ...message, samples: [0], outputs: new Float32Array(4) }
          : message,
    );
    expect(answersFor(answered({}, wide), 0)[0]?.probabilities).toEqual([0.25, 0.25, 0.5]);
  });

  test('have not come in while none has', () => {
    expect(answersFor(answered({}, ANSWERS.slice(0, 2)), 1)[0]).toEqual({ initializer: 'good' });
    const failed: HostMessage = {
      type: 'notEvaluated',
      trial: { initializer: 'good', seed: 0 },
      reason: 'It is gone.',
    };
    expect(answersFor(answered({}, [...ANSWERS, failed]), 1)[0]).toEqual({
      initializer: 'good',
      reason: 'It is gone.',
    });
  });
});

test('confusion is counted by class', () => {
  const [good, bad] = confusedOf(answered());
  expect(good).toMatchObject({
    initializer: 'good',
    accuracy: 1,
    matrix: [
      [2, 0],
      [0, 2],
    ],
  });
  expect(bad).toMatchObject({
    initializer: 'bad',
    accuracy: 0.5,
    matrix: [
      [2, 0],
      [2, 0],
    ],
  });
  expect(matrixTable(bad!, VALIDATION)).toEqual({
    columns: ['Class', 'cat', 'dog <b>'],
    rows: [
      ['cat', 2, 0],
      ['dog <b>', 2, 0],
    ],
  });
});

test('the steps that were kept are told, with the best', () => {
  expect(keptSteps(answered())).toEqual([
    { step: 10, bestOf: ['good', 'bad'] },
    { step: 20, bestOf: [] },
  ]);
});

test.each<[string, object]>([
  ['targets', { ...ANSWERS[0], targets: [0, 1] }],
  ['targets', { ...ANSWERS[0], count: 3 }],
  ['values', { ...ANSWERS[1], values: 'x' }],
  ['values', { ...ANSWERS[1], values: new Uint8Array(7) }],
  ['predicted', { ...ANSWERS[2], predicted: [1] }],
  ['step', { ...ANSWERS[2], step: undefined }],
  ['reason', { type: 'notEvaluated' }],
])('a message with wrong %s is refused', (field, message) => {
  expect(() => parseHostMessage(message)).toThrow(field);
});
