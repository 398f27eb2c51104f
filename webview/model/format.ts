export { formatCount } from '../../src/shared/figures';

const MINUS = '−';

/** A value as shown in tables and tooltips: three significant digits or more, never a bare `NaN` without reason. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return withMinus(value.toString());
  if (size >= 1e-3 && size < 1e4) return withMinus(value.toPrecision(size >= 1000 ? 5 : 4));
  return scientific(value);
}

/** `1.23·10⁻⁴`. */
function scientific(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(2).split('e');
  return `${withMinus(mantissa)}·${powerOfTen(Number(exponent))}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻⁴`. */
export function powerOfTen(exponent: number): string {
  const digits = Math.abs(exponent)
    .toString()
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

const withMinus = (text: string): string => text.replace('-', MINUS);

/** A share of one as per cent: `96.4 %`. */
export const formatPercent = (share: number): string =>
  Number.isFinite(share) ? `${(share * 100).toFixed(share > 0 && share < 0.001 ? 3 : 1)} %` : '–';

/** `m ± s`, or the mean alone when there is no deviation. */
export function formatSpread(mean: number, deviation: number | undefined): string {
  if (deviation === undefined || !Number.isFinite(deviation)) return formatValue(mean);
  if (deviation === 0 || !readsAsDecimal(mean)) return `${formatValue(mean)} ± ${formatValue(deviation)}`;
  if (deviation < 1e-4) return `${withMinus(mean.toFixed(4))} ± <0.0001`;
  // the deviation tells how many decimals of the mean mean anything
  const decimals = Math.min(Math.max(1 - Math.floor(Math.log10(deviation)), 0), 4);
  return `${withMinus(mean.toFixed(decimals))} ± ${deviation.toFixed(decimals)}`;
}

const readsAsDecimal = (value: number): boolean => Math.abs(value) >= 1e-2 && Math.abs(value) < 1e4;

/** Shares of one: `96.0 ± 1.4 %`. */
export const formatPercentSpread = (mean: number, deviation: number | undefined): string =>
  deviation === undefined || !Number.isFinite(deviation)
    ? formatPercent(mean)
    : `${(mean * 100).toFixed(1)} ± ${(deviation * 100).toFixed(1)} %`;

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
