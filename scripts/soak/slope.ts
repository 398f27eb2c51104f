/** Slope of the least-squares line through points; 0 where all x are one. */
export function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const shared = x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] ?? meanY) - meanY), 0);
  return spread === 0 ? 0 : shared / spread;
}
