const BAR = 14;
const GAP = 4;
const HEIGHT = 48;
const BARS = '▁▂▃▄▅▆▇█';

/**
 * Heights from 0 to 1 on a logarithmic scale of at least two decades; undefined for what is not positive and finite.
 */
function heights(values: readonly number[]): readonly (number | undefined)[] {
  const logs = values.map((value) => (value > 0 && value < Infinity ? Math.log10(value) : undefined));
  const known = logs.filter((log) => log !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const span = Math.max(2, high - low);
  const bottom = (low + high - span) / 2;
  return logs.map((log) => (log === undefined ? undefined : (log - bottom) / span));
}

/** One bar per value as text: `▁▃▅█`; `×` where the value is 0 or not finite. */
export const sparkline = (values: readonly number[]): string =>
  heights(values)
    .map((height) => (height === undefined ? '×' : (BARS[Math.min(7, Math.floor(height * 8))] ?? '×')))
    .join('');

/**
 * A bar chart of values per layer as a Markdown image: an SVG within the address, with a sparkline for viewers that
 * show no images.
 */
export function barChart(bars: readonly { readonly name: string; readonly value: number }[]): string {
  const values = bars.map(({ value }) => value);
  const width = bars.length * (BAR + GAP) + GAP;
  const shapes = heights(values).map((height, i) => {
    const size = height === undefined ? 0 : 4 + height * (HEIGHT - 8);
    const x = GAP + i * (BAR + GAP);
    const colour = height === undefined ? '#e51400' : '#3794ff';
    return `<rect x="${x}" y="${(HEIGHT - Math.max(2, size)).toFixed(1)}" width="${BAR}" height="${Math.max(2, size).toFixed(1)}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}">${shapes.join('')}</svg>`;
  return `![${sparkline(values)}](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`;
}
