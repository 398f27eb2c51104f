import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../../src/nn/layers/layer';
import { config, experimentOf, linesOf } from '../config';

const layersOf = (layers: string): readonly LayerSpec[] => experimentOf(config({ layers })).model.layers;

const BLOCK = '[flatten, dense: 32, residual: [dense: 16, dense: 32], dense: 10]';

describe('a residual block', () => {
  it('stands behind its layers, which count and take initializers as any', () => {
    expect(layersOf(BLOCK).map(({ name, branch }) => [name, branch])).toEqual([
      ['flatten_1', undefined],
      ['dense_1', undefined],
      ['dense_2', undefined],
      ['dense_3', undefined],
      ['residual_1', 2],
      ['dense_4', undefined],
    ]);
    const { initializers } = experimentOf(config({ layers: BLOCK }));
    expect(Object.keys(initializers[0]!.layers)).toEqual(['dense_1', 'dense_2', 'dense_3', 'dense_4']);
  });

  it('is activated after the sum, not before it', () => {
    const activations = (layers: string): unknown[] =>
      layersOf(layers).map(({ activation }) => activation?.name);
    expect(activations(BLOCK)).toEqual([undefined, 'relu', 'relu', undefined, 'relu', undefined]);
    expect(
      activations(
        '[flatten, dense: 32, residual: {layers: [dense: {units: 32, activation: tanh}], activation: linear, name: block}, dense: 10]',
      ),
    ).toEqual([undefined, 'relu', 'tanh', undefined, undefined]);
  });

  it('may hold others', () => {
    const layers = layersOf(
      '[flatten, dense: 8, residual: [dense: 8, residual: [dense: 8], dense: 8], dense: 10]',
    );
    expect(layers.map(({ name, branch }) => `${name} ${branch ?? ''}`)).toEqual([
      'flatten_1 ',
      'dense_1 ',
      'dense_2 ',
      'dense_3 ',
      'residual_1 1',
      'dense_4 ',
      'residual_2 4',
      'dense_5 ',
    ]);
  });

  it('must keep the shape of its input', () => {
    expect(linesOf(config({ layers: '[flatten, dense: 32, residual: [dense: 16], dense: 10]' }))).toEqual([
      '2:38 shape: residual_1: its layers turn 32 into 16, which cannot be added to their input: expected layers that end in 32',
    ]);
    expect(
      linesOf(config({ layers: '[conv2d: {filters: 4}, residual: [conv2d: 4], flatten, dense: 10]' })),
    ).toEqual([
      '2:40 shape: residual_1: its layers turn 26×26×4 into 24×24×4, which cannot be added to their input: expected layers that end in 26×26×4',
    ]);
  });

  it('says where a layer within it is wrong', () => {
    expect(linesOf(config({ layers: '[flatten, dense: 32, residual: [dens: 32], dense: 10]' }))).toEqual([
      '2:49 unknown-value: unknown layer "dens"; did you mean "dense"? → dense',
    ]);
    expect(linesOf(config({ layers: '[flatten, residual: [], dense: 10]' }))).toEqual([
      '2:37 list-length: expected a list of at least 1 item (layers), found 0',
    ]);
  });
});
