import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../../../../webview/model/pageState';
import type { CategoryAxis, NumberAxis } from '../../../../webview/model/plot';
import { brushed, panned, scaled, zoomedTo } from '../../../../webview/model/zoom';

const steps = (range?: readonly [number, number]): NumberAxis => ({
  kind: 'number',
  title: '',
  name: 'step',
  extent: [0, 100],
  range,
  selected: undefined,
});
const layers: CategoryAxis = {
  ...steps(),
  kind: 'category',
  name: 'layer',
  extent: [0, 4],
  categories: ['a', 'b', 'c', 'd', 'e'],
};

describe('the part of an axis that is shown', () => {
  it('is what the brush spans, in either direction, and never outside', () => {
    expect(brushed(steps(), 60, 20)).toEqual([20, 60]);
    expect(brushed(steps(), -10, 20)).toEqual([0, 20]);
  });

  it('keeps what is under the pointer where it is', () => {
    expect(scaled(steps(), 20, 0.5)).toEqual([10, 60]);
    expect(scaled(steps([10, 60]), 20, 2)).toEqual([0, 100]);
  });

  it('moves along up to the ends', () => {
    expect(panned(steps([20, 40]), 0.5)).toEqual([30, 50]);
    expect(panned(steps([20, 40]), -9)).toEqual([0, 20]);
    expect(panned(steps([20, 40]), 9)).toEqual([80, 100]);
  });

  it('never shrinks to nothing', () => {
    const [low, high] = brushed(steps(), 50, 50);
    expect(high).toBeGreaterThan(low);
    expect(brushed(layers, 2.1, 2.2)).toEqual([2, 3]);
    expect(brushed(layers, 4, 4)).toEqual([3, 4]);
  });

  it('is kept by the name of the axis until all is shown', () => {
    const zoomed = zoomedTo(INITIAL_STATE, steps(), [20, 40]);
    expect(zoomed.zoom).toEqual({ step: [20, 40] });
    expect(zoomedTo(zoomed, layers, [1, 2]).zoom).toEqual({ step: [20, 40], layer: [1, 2] });
    expect(zoomedTo(zoomed, steps(), undefined).zoom).toEqual({});
    expect(zoomedTo(zoomed, steps(), [0, 100]).zoom).toEqual({});
  });
});
