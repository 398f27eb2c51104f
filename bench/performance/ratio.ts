export const ratio = (ours: number | undefined, peer: number | undefined): string =>
  ours === undefined || peer === undefined ? '–' : (ours / peer).toFixed(2);

export const least = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.min(...values);
