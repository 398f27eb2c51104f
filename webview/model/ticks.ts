import { formatValue, powerOfTen } from './format';

const MOST_TICKS = 7;

/** Ticks of a log axis: powers of ten, thinned when there are many; 1, 2, 5 within when there are few. */
export function logTicks(min: number, max: number): readonly number[] {
  const low = Math.floor(Math.log10(min));
  const high = Math.ceil(Math.log10(max));
  const stride = Math.max(1, Math.ceil((high - low) / (MOST_TICKS - 1)));
  const factors = Math.log10(max / min) <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = low; exponent <= high; exponent++) {
    if (exponent % stride !== 0) continue;
    for (const factor of factors) ticks.push(factor * 10 ** exponent);
  }
  const inside = ticks.filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9));
  return inside.length >= 2 ? inside : [min, max];
}

/** Powers of ten as such but for the plainest; what lies between them as it is. */
export function formatLogTick(value: number): string {
  const exponent = Math.round(Math.log10(value));
  const isPower = Math.abs(value / 10 ** exponent - 1) < 1e-6;
  return isPower && Math.abs(exponent) > 1 ? powerOfTen(exponent) : formatTick(value);
}

/** Leaves out the last of ascending ticks that stands too close to the one before it, as at the end of the data. */
export function withoutCrowdedEnd<T extends { readonly value: number }>(ticks: readonly T[]): T[] {
  const [first, second] = ticks;
  const [before, last] = ticks.slice(-2);
  if (ticks.length < 4 || !first || !second || !before || !last) return [...ticks];
  return last.value - before.value < 0.6 * (second.value - first.value) ? ticks.slice(0, -1) : [...ticks];
}

/** Plain numbers near one, powers of ten far from it. */
export function formatTick(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return Number(value.toPrecision(4)).toString().replace('-', '−');
  const exponent = Math.floor(Math.log10(size) + 1e-9);
  const mantissa = value / 10 ** exponent;
  return Math.abs(mantissa - 1) < 1e-6 ? powerOfTen(exponent) : formatValue(value);
}
