/** At most so many of them (two or more), evenly apart, the first and the last included. */
export function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const stride = (all.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => Math.round(index * stride)).flatMap((index) =>
    all.slice(index, index + 1),
  );
}
