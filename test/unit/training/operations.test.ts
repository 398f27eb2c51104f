import { describe, expect, test } from 'vitest';
import { stepOperations } from '../../../src/training/operations';
import { sketch } from '../nn/models';

describe('stepOperations', () => {
  const model = sketch(
    [4],
    [
      ['dense', { units: 3 }, 'relu'],
      ['dense', { units: 2 }],
    ],
  );
  const plan = {
    model,
    loss: 'softmaxCrossEntropy',
    optimizer: { name: 'momentum', parameters: { learningRate: 0.1, momentum: 0.9 } },
    clipping: {},
  };

  test('names what it reads and makes, with shapes', async () => {
    const operations = await stepOperations(plan, 8);
    const [first] = operations;
    expect(first?.inputs).toContainEqual({ shape: [8, 4], name: 'batch/inputs' });
    expect(operations.flatMap(({ inputs }) => inputs.flatMap(({ name }) => name ?? []))).toContain(
      'weights/dense_2/kernel',
    );
    const product = operations.find(
      ({ kernel, output }) => /MatMul/.test(kernel) && output.join() === '1,8,3',
    );
    expect(product ?? operations.find(({ output }) => output.join() === '8,3')).toBeDefined();
    const made = operations.flatMap(({ makes }) => makes);
    for (const name of ['weights/dense_1/kernel', 'slots/dense_1/bias/velocity', 'loss', 'accuracy'])
      expect(made, name).toContain(name);
    const update = operations.find(({ makes }) => makes.includes('weights/dense_1/kernel'));
    expect(update?.output).toEqual([4, 3]);
  });
});
