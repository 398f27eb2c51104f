import { expect, test } from 'vitest';
import { confusionMatrix, confusions, predictedClasses, softmax } from '../../../src/shared/classification';

test('softmax of logits that are far apart neither overflows nor loses the sum', () => {
  expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
  expect(softmax([0, Math.log(3)])).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
});

test('the largest output wins, of equals the first', () => {
  expect([...predictedClasses(Float32Array.of(0, 2, 2, 0, 0, 0, -1, -2, -3), 3)]).toEqual([1, 0, 0]);
});

test('a confusion matrix has true classes in rows, and a column for outputs beyond the classes where they win', () => {
  const labels = Int32Array.of(0, 0, 1, 1);
  expect(confusionMatrix(labels, Int32Array.of(0, 1, 1, 0), 2)).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(confusionMatrix(labels, Int32Array.of(0, 7, 1, 2), 2)).toEqual([
    [1, 0, 1],
    [0, 1, 1],
  ]);
});

test('mistakes are told by their number', () => {
  expect(
    confusions([
      [5, 1],
      [3, 4],
    ]),
  ).toEqual([
    { label: 1, predicted: 0, count: 3 },
    { label: 0, predicted: 1, count: 1 },
  ]);
});
