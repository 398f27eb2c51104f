import { describe, expect, it } from 'vitest';
import { MOST_POINTS } from '../../../src/experiment/sweep/expand';
import { gridOf, pointName } from '../../../src/experiment/sweep/sweep';
import type { Sweep } from '../../../src/experiment/sweep/sweep';
import { parseExperiment } from '../../../src/experiment/parse';
import { NO_BLOCKS } from '../../../src/schema/blocks';
import { line } from '../schema/checked';
import { config, describe as describeKnown, linesOf, parse } from './config';

/** @throws Error with the problems, where there are any */
function sweepOf(text: string): Sweep {
  const { sweep, problems } = parse(text);
  if (sweep === undefined || problems.length > 0) throw new Error(problems.map(line).join('\n'));
  return sweep;
}

const layersOf = (text: string): string[] =>
  sweepOf(text).points.map(({ experiment }) =>
    experiment.model.layers.map(({ name, outputShape }) => `${name} ${outputShape.join('×')}`).join(', '),
  );

describe('the grid of a sweep', () => {
  const text = config({
    initializers: '[randomNormal, heNormal]',
    rest: 'sweep: {stddev: [0.01, 0.1], learningRate: [0.1, 0.01, 0.001]}',
  });

  it('has a point for each combination, the last axis changing first', () => {
    const { axes, points } = sweepOf(text);
    expect(axes).toEqual([
      { name: 'stddev', values: [0.01, 0.1] },
      { name: 'learningRate', values: [0.1, 0.01, 0.001] },
    ]);
    expect(points.map(({ at }) => pointName(axes, at))).toEqual([
      'stddev=0.01 learningRate=0.1',
      'stddev=0.01 learningRate=0.01',
      'stddev=0.01 learningRate=0.001',
      'stddev=0.1 learningRate=0.1',
      'stddev=0.1 learningRate=0.01',
      'stddev=0.1 learningRate=0.001',
    ]);
  });

  it('puts the values where they belong and leaves all else', () => {
    const { points } = sweepOf(text);
    const last = points.at(-1)?.experiment;
    expect(last?.training.optimizer.parameters).toMatchObject({ learningRate: 0.001 });
    expect(last?.initializers.map(({ layers }) => layers['dense_1']?.kernel)).toEqual([
      { name: 'randomNormal', parameters: { mean: 0, stddev: 0.1 } },
      { name: 'heNormal', parameters: {} },
    ]);
    const asWritten = parse(config({ initializers: '[randomNormal, heNormal]' })).experiment;
    expect(last).toMatchObject({ model: asWritten?.model, dataset: asWritten?.dataset });
  });

  it('is one empty point without axes', () => {
    expect(gridOf([])).toEqual([[]]);
    expect(parse(config({ rest: 'sweep: {}' }))).toMatchObject({ problems: [] });
    expect(parse(config({ rest: 'sweep: {}' })).sweep).toBeUndefined();
  });

  it('calls an initializer alike at every point, without what is swept', () => {
    const labels = (initializers: string, sweep: string): string[] =>
      sweepOf(config({ initializers, rest: `sweep: ${sweep}` })).points.map(({ experiment }) =>
        experiment.initializers.map(({ label }) => label).join(' | '),
      );
    expect(labels('[varianceScaling: {scale: 1, mode: fanOut}, heNormal]', '{scale: [1, 2]}')).toEqual([
      'varianceScaling(mode=fanOut) | heNormal',
      'varianceScaling(mode=fanOut) | heNormal',
    ]);
    expect(labels('[heNormal, {randomNormal: {}, label: mine}]', '{stddev: [1, 2]}')[0]).toBe(
      'heNormal | mine',
    );
    expect(labels('[heNormal]', '{initializers.0: [heNormal, lecunNormal]}')).toEqual([
      'initializer 1',
      'initializer 1',
    ]);
  });
});

describe('what can be swept', () => {
  it('is any path, also into what is written short or left out', () => {
    const { points } = sweepOf(
      config({
        dataset: '{source: mnist-embedded}',
        layers: '[flatten, dense: 16, dropout: 0.5, dense: 10]',
        rest: [
          'training: {optimizer: momentum}',
          'sweep:',
          '  training.optimizer.momentum: [0.5]',
          '  model.layers.2.rate: [0.1]',
          '  model.activation: [tanh]',
          '  dataset.normalization: [standardize]',
          '  telemetry.probeSamples: [64]',
          '  training.clipping.norm: [1]',
        ].join('\n'),
      }),
    );
    expect(points[0]?.experiment).toMatchObject({
      dataset: { normalization: 'standardize' },
      model: { layers: [{}, { activation: { name: 'tanh' } }, { parameters: { rate: 0.1 } }, {}] },
      training: { optimizer: { name: 'momentum', parameters: { momentum: 0.5 } }, clipping: { norm: 1 } },
      telemetry: { probeSamples: 64 },
    });
  });

  it('repeats the last hidden layer, with what keeps its shape, to a depth', () => {
    expect(
      layersOf(
        config({
          layers: '[flatten, dense: {units: 8, name: first}, layerNorm, activation: tanh, dense: 10]',
          model: ', activation: linear',
          rest: 'sweep: {depth: [1, 2]}',
        }),
      ),
    ).toEqual([
      'flatten_1 784, first 8, layerNorm_1 8, activation_1 8, dense_2 10',
      'flatten_1 784, first 8, layerNorm_1 8, activation_1 8, dense_2 8, layerNorm_2 8, activation_2 8, dense_3 10',
    ]);
  });

  it('leaves out hidden layers to a depth below that written, and flattens where it did', () => {
    expect(
      layersOf(
        config({
          layers:
            '[conv2d: {filters: 4, kernelSize: 3, padding: same}, conv2d: {filters: 4, kernelSize: 3, padding: same}, flatten, dense: 10]',
          rest: 'sweep: {depth: [1, 3]}',
        }),
      ),
    ).toEqual([
      'conv2d_1 28×28×4, flatten_1 3136, dense_1 10',
      'conv2d_1 28×28×4, conv2d_2 28×28×4, conv2d_3 28×28×4, flatten_1 3136, dense_1 10',
    ]);
  });

  it('widens every hidden layer, in residual blocks too, before it is repeated', () => {
    expect(
      layersOf(
        config({
          layers: '[flatten, dense: 4, residual: [dense: 4, dense: 4], dense: 10]',
          rest: 'sweep: {depth: [2, 3], width: [6]}',
        }),
      ),
    ).toEqual([
      'flatten_1 784, dense_1 6, dense_2 6, dense_3 6, residual_1 6, dense_4 10',
      'flatten_1 784, dense_1 6, dense_2 6, dense_3 6, residual_1 6, dense_4 6, dense_5 6, residual_2 6, dense_6 10',
    ]);
  });

  it('reaches initializers per layer', () => {
    const { points } = sweepOf(
      config({
        initializers: '[{layers: {dense_1: randomNormal, "*": zeros}, label: mixed}]',
        rest: 'sweep: {stddev: [0.5]}',
      }),
    );
    expect(points[0]?.experiment.initializers[0]?.layers['dense_1']?.kernel.parameters).toMatchObject({
      stddev: 0.5,
    });
  });
});

describe('mistakes in a sweep', () => {
  it.each([
    ['a name that stands for nothing', 'sweep: {learningrate: [1]}', ['4:9 sweep-target']],
    ['a parameter of no initializer', 'sweep: {stddev: [1]}', ['4:9 sweep-target']],
    ['a path that leads nowhere', 'sweep: {training.batchSiz: [1]}', ['4:9 sweep-target']],
    ['a layer that is not there', 'sweep: {model.layers.7.units: [1]}', ['4:9 sweep-target']],
    ['a key of what is a single value', 'sweep: {dataset.normalization: [unit]}', ['4:9 sweep-target']],
    ['a depth of no layers', 'sweep: {depth: [2, 0]}', ['4:20 sweep-target']],
    ['a value that the key does not take', 'sweep: {learningRate: [0.1, -1]}', ['4:29 out-of-range']],
    ['a batch beyond the data', 'sweep: {batchSize: [32, 1000000]}', ['4:25 batch-too-large']],
    ['a value twice', 'sweep: {width: [8, 8]}', ['4:20 duplicate-value']],
    ['no values', 'sweep: {width: []}', ['4:16 list-length']],
    ['values that are no list', 'sweep: {width: 8}', ['4:16 wrong-type']],
    [
      'more points than can be trained',
      `sweep: {width: [${Array.from({ length: MOST_POINTS + 1 }, (_, i) => i + 1).join()}]}`,
      ['4:1 too-many-points'],
    ],
  ])('are told where they stand: %s', (_, rest, expected) => {
    expect(linesOf(config({ rest })).map((text) => text.split(': ', 1)[0])).toEqual(expected);
    expect(parse(config({ rest })).sweep).toBeUndefined();
  });

  it('name the point, once for a value that is wrong at all of them', () => {
    const [only, ...others] = linesOf(config({ rest: 'sweep: {width: [8, 0], depth: [1, 2, 3]}' }));
    expect(others).toEqual([]);
    expect(only).toContain('(at width=0 depth=1)');
  });

  it('of a combination are told at its first value', () => {
    // two initializers become the same one
    const lines = linesOf(
      config({
        initializers: '[randomNormal: {stddev: 1}, randomNormal: {stddev: 2}]',
        rest: 'sweep: {stddev: [3]}',
      }),
    );
    expect(lines.map((text) => text.split(': ', 1)[0])).toEqual(['4:18 duplicate-label']);
  });

  it('are looked for along the axes alone while a large grid is typed', () => {
    const rest = `sweep: {width: [${Array.from({ length: 10 }, (_, i) => i + 1).join()}], depth: [1, 2, 3]}`;
    const typed = (blocks?: typeof NO_BLOCKS): Sweep | undefined =>
      parseExperiment(config({ rest }), {
        path: '/configs/test.initscope.yaml',
        describeDataset: describeKnown,
        ...(blocks && { blocks }),
      }).sweep;
    expect(typed()?.points).toHaveLength(30);
    expect(typed(NO_BLOCKS)?.points).toHaveLength(12);
    expect(typed(NO_BLOCKS)?.axes).toEqual(typed()?.axes);
  });

  it('suggest the name that was meant', () => {
    expect(parse(config({ rest: 'sweep: {learningrate: [1]}' })).problems[0]?.suggestion).toBe(
      'learningRate',
    );
  });
});
