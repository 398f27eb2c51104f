/** Three significant digits, an exponent where the plain form would be long: `0.0312`, `1.4e-9`, `∞`. */
export function significant(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(digits - 2).replace('e+', 'e');
  return size >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits)));
}

/** A factor: `×0.27`. */
export const times = (factor: number): string => `×${significant(factor, 2)}`;

export const percent = (share: number): string => `${significant(100 * share, 2)} %`;
