const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Where a value is NaN or infinite. */
const BROKEN = '×';

/**
 * A curve in one line of text. Longer curves are cut into `width` stretches and each drawn at its mean; a stretch
 * with a value that is not finite is drawn as `×`, never left out.
 *
 * @param range what the lowest and highest bar stand for; absent = the curve's own extremes
 */
export function sparkline(
  values: ArrayLike<number>,
  width: number,
  range?: { readonly low: number; readonly high: number },
): string {
  const all = Array.from(values);
  const columns = Math.min(width, all.length);
  const means = Array.from({ length: columns }, (_, i) => {
    const stretch = all.slice(
      Math.floor((i * all.length) / columns),
      Math.floor(((i + 1) * all.length) / columns),
    );
    return stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
  });
  const finite = means.filter(Number.isFinite);
  const { low, high } = range ?? { low: Math.min(...finite), high: Math.max(...finite) };
  const bar = (value: number): string => {
    const height = high > low ? (value - low) / (high - low) : 0;
    return BARS[Math.min(BARS.length - 1, Math.max(0, Math.floor(height * BARS.length)))] ?? BROKEN;
  };
  return means.map((value) => (Number.isFinite(value) ? bar(value) : BROKEN)).join('');
}
