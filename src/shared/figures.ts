/** How a missing or undefined figure is written. */
export const NONE = '–';

/** To the next whole: `1,234,567`, whatever the language and the machine. */
export const formatCount = (count: number): string => Math.round(count).toLocaleString('en-US');

/** Fixed digits for a share: `97.1 %`. */
export const percent = (share: number | undefined): string =>
  share === undefined ? NONE : Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : String(share);

/** Mean ± standard deviation of shares; the deviation is left out for a single value. */
export const percentSpread = (mean: number | undefined, sd: number | undefined): string =>
  mean === undefined || sd === undefined || !Number.isFinite(mean)
    ? percent(mean)
    : `${(100 * mean).toFixed(1)} ± ${(100 * sd).toFixed(1)} %`;

/** Three significant digits, exponent where the plain form would be long: `0.0312`, `1.43e-9`, `NaN`. */
export function significant(value: number | undefined): string {
  if (value === undefined) return NONE;
  if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞');
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e5 || magnitude < 1e-3) return value.toExponential(2);
  return magnitude >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

/** `2.30259`-style loss with four decimals, or exponent when huge. */
export const loss = (value: number | undefined): string =>
  value === undefined ? NONE : Math.abs(value) < 1e4 ? value.toFixed(4) : significant(value);

/** `4 s`, `3 min 05 s`, `2 h 10 min`; NONE while unknown. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NONE;
  const whole = Math.round(seconds);
  const pad = (n: number): string => String(n).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}
