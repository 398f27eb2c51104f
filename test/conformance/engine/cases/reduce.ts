import type { Tensor2D } from '@tensorflow/tfjs-core';
import { histogram } from '../../../../src/engine/graph/histogram';
import { CLOSE, EXACT, forward, given, gradient, integers, wave } from '../case';

const cube = wave([3, 4, 5], 1);
const logits = wave([4, 5], 1, 3);

export const reduceCases = [
  ...[[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]].flatMap((axes) => [
    gradient(`sum over ${axes.join()}`, [cube], (tf, x) => tf.sum(x, axes)),
    gradient(`mean over ${axes.join()}, dimensions kept`, [cube], (tf, x) => tf.mean(x, axes, true)),
    forward(`max over ${axes.join()}`, [cube], (tf, x) => tf.max(x, axes), EXACT),
    forward(`min over ${axes.join()}`, [cube], (tf, x) => tf.min(x, axes), EXACT),
  ]),
  gradient('sum of a scalar', [wave([], 1)], (tf, x) => tf.sum(x)),
  forward('sum of int32', [integers([1, -2, 3, 40, 5, 6], [2, 3])], (tf, x) => tf.sum(x, 0), EXACT),
  forward('sum of bool', [given([1, -1, 2, -3])], (tf, x) => tf.sum(tf.greater(x, 0)), EXACT),
  forward('mean of int32', [integers([1, 2, 4, 4, 5, 6], [2, 3])], (tf, x) => tf.mean(x, 1)),
  // what a float32 accumulator loses: 2^24 + 1 = 2^24
  forward('mean of 200,000 values far from 0', [wave([200_000], 1, 0.1, 7)], (tf, x) => tf.mean(x), 1e-6),
  gradient('max of a row', [logits], (tf, x) => tf.max(x, 1)),
  gradient('moments over the batch', [wave([4, 3, 3, 2], 1)], (tf, x) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return tf.add(mean, variance);
  }),
  gradient('norm', [cube], (tf, x) => tf.norm(x)),
  gradient('logSoftmax', [logits], (tf, x) => tf.logSoftmax(x)),
  gradient('logSoftmax of large logits', [wave([4, 5], 1, 2e4)], (tf, x) => tf.logSoftmax(x)),
  gradient('softmax', [logits], (tf, x) => tf.softmax(x as Tensor2D)),
  gradient('softmax of large logits', [wave([4, 5], 1, 2e4)], (tf, x) => tf.softmax(x as Tensor2D)),
  gradient('cross-entropy of integer labels', [logits], (tf, x) => {
    const labels = tf.oneHot(tf.tensor1d([0, 4, 2, 2], 'int32'), 5);
    return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(x)), 1)));
  }),
  forward('argMax', [logits], (tf, x) => [tf.argMax(x, 1), tf.argMax(x, 0)], EXACT),
  forward('argMax of ties', [given([2, 2, 1, 1, 3, 3], [2, 3])], (tf, x) => tf.argMax(x, 1), EXACT),
  // tfjs-core's gradient of cumsum holds for the last axis alone
  gradient('cumsum', [cube], (tf, x) => tf.cumsum(x, 2)),
  forward('histogram', [given([0, 0.5, 1, 29, 30, -30], [2, 3])], (tf, x) => histogram(tf, x, 30), EXACT),
  forward('histogram of one value', [given([3, 3, 3])], (tf, x) => histogram(tf, x, 4), EXACT),
  forward(
    'histograms of the entries of the first axis',
    [given([0, 1, 2, 10, 10, 50], [2, 3])],
    (tf, x) => histogram(tf, x, 2, 1),
    EXACT,
  ),
  gradient(
    'gather rows, one of them twice',
    [wave([4, 3], 1)],
    (tf, x) => tf.gather(x, tf.tensor1d([0, 2, 2], 'int32')),
    CLOSE,
  ),
  gradient('gather columns', [wave([4, 3], 1)], (tf, x) => tf.gather(x, tf.tensor1d([2, 0], 'int32'), 1)),
  forward('unsortedSegmentSum drops negative ids', [wave([4, 2], 1)], (tf, x) =>
    tf.unsortedSegmentSum(x, tf.tensor1d([1, -1, 1, 0], 'int32'), 3),
  ),
];
