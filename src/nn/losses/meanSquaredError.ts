import type { Loss } from './loss';

export const meanSquaredError: Loss = {
  title: 'Mean squared error',
  doc: 'Mean of squared differences over batch and outputs.',
  formula: {
    text: 'mean of (y − t)²',
    tex: '\\frac{1}{BK}\\sum_{i,k} (y_{ik} - t_{ik})^2',
  },
  source: 'Keras `MeanSquaredError`, PyTorch `MSELoss`: no factor ½',
  targets: 'values',
  value: (tf, outputs, targets) => tf.mean(tf.mean(tf.square(tf.sub(outputs, targets)), 1)),
};
