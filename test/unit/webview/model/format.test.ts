import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatPercent,
  formatSpread,
  formatValue,
} from '../../../../webview/model/format';

describe('formatValue', () => {
  it.each([
    [0, '0'],
    [0.9642, '0.9642'],
    [-2.5, '−2.500'],
    [1234.5, '1234.5'],
    [1.29e-6, '1.29·10⁻⁶'],
    [-3e12, '−3.00·10¹²'],
    [Number.NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%d reads %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});

describe('formatSpread', () => {
  it('shows as many decimals as the deviation warrants', () => {
    expect(formatSpread(0.60552, 0.0468)).toBe('0.606 ± 0.047');
    expect(formatSpread(0.60552, 0.00081)).toBe('0.6055 ± 0.0008');
  });

  it('leaves out a deviation that is none', () => {
    expect(formatSpread(0.5, Number.NaN)).toBe('0.5000');
  });
});

describe('formatDuration', () => {
  it.each([
    [4.4, '4 s'],
    [200, '3 min 20 s'],
    [7500, '2 h 5 min'],
    [Infinity, 'unknown'],
  ])('%d s reads %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatPercent, formatCount', () => {
  it('reads well', () => {
    expect(formatPercent(0.9642)).toBe('96.4 %');
    expect(formatPercent(Number.NaN)).toBe('–');
    expect(formatCount(60000)).toBe('60,000');
  });
});
