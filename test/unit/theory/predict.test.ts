import { describe, expect, test } from 'vitest';
import type { ModelSpec } from '../../../src/nn/layers/layer';
import type { Parameters } from '../../../src/nn/parameters';
import type { InputMoments } from '../../../src/theory/input';
import { predict } from '../../../src/theory/predict';
import type { PredictOptions } from '../../../src/theory/predict';
import type { Prediction } from '../../../src/theory/prediction';
import { everywhere, sketch } from '../nn/models';
import type { LayerSketch } from '../nn/models';

const OPTIONS: PredictOptions = {
  probeSamples: 100,
  batchSize: 100,
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'adam', parameters: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } },
};
const WHITE: InputMoments = { mean: 0, secondMoment: 1 };

const predicted = (
  model: ModelSpec,
  initializer: string,
  parameters: Parameters = {},
  input: InputMoments | undefined = WHITE,
  options: PredictOptions = OPTIONS,
): Prediction => predict(model, everywhere(model, initializer, parameters), input, options);

const dense = (units: number, activation?: string): LayerSketch =>
  activation === undefined ? ['dense', { units }] : ['dense', { units }, activation];
const at = ({ layers }: Prediction, name: string): Prediction['layers'][number] =>
  layers.find((layer) => layer.name === name)!;

describe('weights with a mean', () => {
  const model = sketch([100], [dense(200, 'relu'), dense(10)]);

  test('add the sum of the inputs to every unit', () => {
    const input = { mean: 0.5, secondMoment: 0.3, correlation: 1 };
    const { pre } = at(predicted(model, 'randomNormal', { mean: 0.02, stddev: 0.05 }, input), 'dense_1');
    expect(pre.mean).toBeCloseTo(100 * 0.02 * 0.5, 12);
    expect(pre.variance).toBeCloseTo(100 * 0.05 ** 2 * 0.3, 12);
  });

  test('and pass the mean of the gradient back; a softmax gradient has none', () => {
    const { layers } = predicted(model, 'randomNormal', { mean: 0.5, stddev: 0.1 });
    const [hidden, head] = layers as [Prediction['layers'][number], Prediction['layers'][number]];
    const slope = hidden.gradient / (10 * 0.01 * head.gradient);
    expect(slope).toBeGreaterThan(0.3);
    expect(slope).toBeLessThan(0.7);
  });
});

describe('symmetry', () => {
  const model = sketch([20], [dense(50, 'tanh'), dense(50, 'tanh'), dense(10)]);

  test('equal weights make units identical, and keep them so up to the last layer', () => {
    const { layers, learns } = predicted(
      model,
      'constant',
      { value: 0.01 },
      { mean: 1, secondMoment: 1, correlation: 1 },
    );
    expect(layers.map(({ weights }) => weights!.identicalUnits)).toEqual([true, true, true]);
    expect(layers.map(({ weights }) => weights!.staysSymmetric)).toEqual([true, true, false]);
    expect(learns).toBe('symmetric');
    expect(layers[1]!.post.mean).toBeCloseTo(Math.tanh(0.5 * Math.tanh(0.2)), 12);
  });

  test('zeros learn nothing but a bias', () => {
    const { layers, learns, initialLoss } = predicted(model, 'zeros');
    expect(learns).toBe('nothing');
    expect(initialLoss).toBe(Math.log(10));
    expect(layers.every(({ weights }) => weights!.gradient === 0)).toBe(true);
  });

  test('a random layer after equal weights tells units apart', () => {
    const choice = everywhere(model, 'lecunNormal');
    const zeros = { name: 'zeros', parameters: {} };
    const layers = {
      ...choice.layers,
      dense_1: { kernel: { name: 'constant', parameters: { value: 0.1 } }, bias: zeros },
    };
    const { learns } = predict(model, { layers }, { mean: 1, secondMoment: 1 }, OPTIONS);
    expect(learns).toBe('everything');
  });

  test('identity is no symmetry, and passes second moments on', () => {
    const square = sketch([50], [dense(50), dense(50), dense(50)]);
    const prediction = predicted(square, 'identity', { gain: 1 }, { mean: 0.3, secondMoment: 0.5 });
    expect(prediction.layers.map(({ pre }) => pre.secondMoment)).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(0.5, 12),
      expect.closeTo(0.5, 12),
    ]);
    expect(prediction.learns).toBe('everything');
    expect(prediction.assumptions).toContain('copiedInputs');
  });
});

describe('layers without a kernel', () => {
  test('batch normalisation brings second moments to 1, whatever came before', () => {
    const blocks: LayerSketch[] = [dense(64), ['batchNorm'], ['activation', {}, 'relu'], dense(10)];
    const prediction = predicted(sketch([30], blocks), 'randomNormal', { mean: 0, stddev: 3 });
    expect(at(prediction, 'batchNorm_1').post.secondMoment).toBeCloseTo(1, 3);
    expect(at(prediction, 'activation_1').post.secondMoment).toBeCloseTo(0.5, 3);
    expect(at(prediction, 'activation_1').pre.correlation).toBeCloseTo(-1 / 99, 3);
  });

  test('layer normalisation of a single channel leaves nothing', () => {
    const prediction = predicted(sketch([8, 8, 1], [['layerNorm'], ['flatten'], dense(10)]), 'heNormal');
    expect(at(prediction, 'layerNorm_1').post.secondMoment).toBe(0);
    expect(prediction.initialLoss).toBe(Math.log(10));
  });

  test('layer normalisation takes the mean off and the scale', () => {
    const model = sketch([30], [dense(256), ['layerNorm'], dense(10)]);
    const prediction = predicted(
      model,
      'randomNormal',
      { mean: 0.1, stddev: 1 },
      { mean: 1, secondMoment: 1.5 },
    );
    const { mean, secondMoment } = at(prediction, 'layerNorm_1').post;
    expect(mean).toBe(0);
    expect(secondMoment).toBeCloseTo(1, 3);
  });

  test('dropout counts in training alone', () => {
    const model = sketch([30], [dense(64, 'relu'), ['dropout', { rate: 0.5 }], dense(10)]);
    const [off, on] = [false, true].map((noise) =>
      predicted(model, 'heNormal', {}, WHITE, { ...OPTIONS, noise }),
    );
    expect(at(off!, 'dense_2').pre.secondMoment).toBeCloseTo(2, 9);
    expect(at(on!, 'dense_2').pre.secondMoment).toBeCloseTo(4, 9);
    expect(at(on!, 'dense_1').gradient / at(off!, 'dense_1').gradient).toBeGreaterThan(1.9);
    expect(off!.assumptions).toContain('noNoise');
  });

  test('max pooling raises second moments, average pooling lowers them, flatten leaves them', () => {
    const layers = (pool: string): LayerSketch[] => [
      ['conv2d', { filters: 8 }, 'relu'],
      [pool, { poolSize: 2 }],
      ['flatten'],
      dense(10),
    ];
    const [most, mean] = ['maxPool2d', 'avgPool2d'].map((pool) =>
      predicted(sketch([12, 12, 3], layers(pool)), 'heNormal'),
    );
    expect(at(most!, 'maxPool2d_1').forwardFactor).toBeGreaterThan(1.2);
    expect(at(most!, 'maxPool2d_1').forwardFactor).toBeLessThan(3.1);
    expect(at(mean!, 'avgPool2d_1').forwardFactor).toBeLessThan(1);
    expect(at(most!, 'flatten_1').forwardFactor).toBe(1);
  });

  test('pooling raw pixels, which are as good as equal in a window, changes nothing', () => {
    const prediction = predicted(sketch([12, 12, 3], [['maxPool2d'], ['flatten'], dense(10)]), 'heNormal');
    expect(at(prediction, 'maxPool2d_1').forwardFactor).toBeCloseTo(1, 12);
  });
});

describe('regimes', () => {
  const deep = (activation: string): ModelSpec =>
    sketch([256], [...Array.from({ length: 20 }, () => dense(256, activation)), dense(10)]);

  test('he with relu is critical, glorot with relu dies out', () => {
    const he = at(predicted(deep('relu'), 'heNormal'), 'dense_5').propagation!;
    expect(he.fixedPoint.regime).toBe('critical');
    expect(he.chiPerpendicular).toBeCloseTo(1, 12);
    const glorot = at(predicted(deep('relu'), 'glorotNormal'), 'dense_5').propagation!;
    expect(glorot.fixedPoint).toMatchObject({ regime: 'ordered', q: 0, correlation: 1 });
    expect(glorot.fixedPoint.correlationDepth).toBeCloseTo(1 / Math.LN2, 9);
  });

  test('tanh with large weights is chaotic: two inputs part', () => {
    const { fixedPoint } = at(
      predicted(deep('tanh'), 'randomNormal', { mean: 0, stddev: 0.2 }),
      'dense_5',
    ).propagation!;
    expect(fixedPoint.regime).toBe('chaotic');
    expect(fixedPoint.correlation).toBeLessThan(0.01);
    expect(fixedPoint.q).toBeGreaterThan(5);
  });
});

describe('float32', () => {
  const deep = sketch([256], [...Array.from({ length: 60 }, () => dense(256, 'relu')), dense(10)]);

  test('says at which layer activations overflow', () => {
    const { float32 } = predicted(deep, 'randomNormal', { mean: 0, stddev: 1 });
    // √q grows by √128 per layer
    expect(float32.forward).toEqual({ layer: 'dense_37', kind: 'overflow' });
  });

  test('and at which gradients have underflowed on their way back', () => {
    const { float32 } = predicted(deep, 'randomNormal', { mean: 0, stddev: 0.001 });
    expect(float32.forward?.kind).toBe('underflow');
    expect(float32.backward?.kind).toBe('underflow');
  });

  test('a network of common size stays inside', () => {
    expect(predicted(deep, 'heNormal').float32).toEqual({});
  });
});

test('what is not known is assumed and said', () => {
  const model = sketch([10], [dense(10)]);
  expect(predict(model, everywhere(model, 'heNormal'), undefined, OPTIONS).assumptions).toEqual([
    'unknownInput',
  ]);
});

test('a layer without an initializer is named', () => {
  const model = sketch([10], [dense(10)]);
  expect(() => predict(model, { layers: {} }, WHITE, OPTIONS)).toThrow(
    'no initializer is chosen for dense_1',
  );
});

test('regression: loss and gradient of the squared error', () => {
  const model = sketch([10], [dense(4)]);
  const prediction = predicted(model, 'lecunNormal', {}, WHITE, {
    ...OPTIONS,
    loss: 'meanSquaredError',
    targetSecondMoment: 2,
  });
  expect(prediction.initialLoss).toBeCloseTo(3, 12);
  expect(prediction.chanceLoss).toBe(2);
  expect(prediction.layers[0]!.gradient).toBeCloseTo((4 * 3) / 16, 12);
});
