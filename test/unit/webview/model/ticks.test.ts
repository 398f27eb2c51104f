import { describe, expect, it } from 'vitest';
import { formatTick, logTicks } from '../../../../webview/model/ticks';

describe('logTicks', () => {
  it('thins powers of ten over many decades', () => {
    const ticks = logTicks(1e-13, 1e3);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9)).toBe(
      true,
    );
  });

  it('adds 2 and 5 within few decades', () => {
    expect(logTicks(0.9, 12)).toEqual([1, 2, 5, 10]);
  });

  it('never leaves an axis bare', () => {
    expect(logTicks(3, 3.1)).toEqual([3, 3.1]);
  });
});

describe('formatTick', () => {
  it.each([
    [0.5, '0.5'],
    [1e-7, '10⁻⁷'],
    [1000, '1000'],
    [-2.5, '−2.5'],
    [0, '0'],
  ])('%d reads %s', (value, text) => {
    expect(formatTick(value)).toBe(text);
  });
});
