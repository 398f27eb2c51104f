import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCpu } from '../../../src/engine/cpu';
import type { Engine } from '../../../src/engine/engine';
import { exportOnnx } from '../../../src/engine/onnx/exportModel';
import { forward, statisticsOf, weightsOf } from '../../../src/nn/model';
import { createStream } from '../../../src/random/stream';
import type { NamedTensors } from '../../../src/weights/tensors';
import { sketch } from '../../unit/nn/models';

const networks = {
  dense: sketch(
    [5],
    [
      ['dense', { units: 7 }, 'elu'],
      ['dropout', { rate: 0.5 }],
      ['dense', { units: 3 }],
    ],
  ),
  convolutional: sketch(
    [6, 6, 2],
    [
      ['conv2d', { filters: 4, padding: 'same' }, 'prelu'],
      ['batchNorm'],
      ['maxPool2d'],
      ['flatten'],
      ['layerNorm'],
      ['dense', { units: 6 }, 'rrelu'],
      ['stopGradient'],
      ['dense', { units: 3 }],
    ],
  ),
};

let engine: Engine;
beforeAll(async () => {
  engine = await openCpu();
});
afterAll(() => engine.dispose());

describe.each(Object.entries(networks))('a %s network as ONNX', (_, model) => {
  const stream = createStream(3, 'export');
  const draw = (size: number): Float32Array => Float32Array.from({ length: size }, () => stream.normal());
  const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
  const tensors: NamedTensors = Object.fromEntries([
    ...weightsOf(model).map(({ path, spec }) => [
      `weights/${path}`,
      { shape: spec.shape, values: draw(sizeOf(spec.shape)) },
    ]),
    ...statisticsOf(model).map(({ path, spec }) => [
      `statistics/${path}`,
      { shape: spec.shape, values: draw(sizeOf(spec.shape)).map((value) => 0.1 + value * value) },
    ]),
    ['slots/dense_1/kernel/m', { shape: [1], values: Float32Array.of(0) }],
  ]) as NamedTensors;

  test('computes in ONNX Runtime what it computes here, for any number of samples', async () => {
    const session = await ort.InferenceSession.create(exportOnnx(engine.tf, model, tensors));
    expect([session.inputNames, session.outputNames]).toEqual([['input'], ['output']]);
    for (const samples of [1, 5]) {
      const shape = [samples, ...model.inputShape];
      const values = draw(sizeOf(shape));
      const { output } = await session.run({ input: new ort.Tensor('float32', values, shape) });
      expect(output!.dims).toEqual([samples, 3]);
      const { tf } = engine;
      const expected = tf.tidy(() => {
        const loaded = (prefix: string) =>
          Object.fromEntries(
            Object.entries(tensors).flatMap(([name, tensor]) =>
              name.startsWith(prefix)
                ? [[name.slice(prefix.length), tf.tensor(tensor.values, [...tensor.shape])]]
                : [],
            ),
          );
        const given = {
          weights: loaded('weights/'),
          statistics: loaded('statistics/'),
          inputs: tf.tensor(values, shape),
        };
        return forward(tf, model, given, { training: false }).outputs.dataSync();
      });
      for (const [i, value] of (output!.data as Float32Array).entries())
        expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[i]!)));
    }
  });
});
