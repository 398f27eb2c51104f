/**
 * An id that sorts by start time and reads well: `2026-11-22T09-14-03-k3f2`, UTC and four random characters
 * that tell runs of the same second apart.
 *
 * @param milliseconds since the epoch
 * @param random uniform in [0, 1)
 */
export function createRunId(milliseconds: number, random: () => number): string {
  const time = new Date(milliseconds).toISOString().slice(0, 19).replaceAll(':', '-');
  const suffix = Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return `${time}-${suffix}`;
}
