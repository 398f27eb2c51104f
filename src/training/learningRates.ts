import type { Scheduled } from '../nn/schedules/rate';
import { LEARNING_RATE } from '../shared/tags';

/**
 * Learning rates to record at a step, by tag: at the first and the last update, and wherever a line between the
 * points already recorded would go astray.
 */
export function rateTags(
  { groups = [] }: Scheduled,
  ratesAt: (step: number) => readonly number[],
  totalSteps: number,
): (step: number) => Readonly<Record<string, number>> {
  const tags = [LEARNING_RATE, ...groups.map(({ pattern }) => `${LEARNING_RATE}/${pattern}`)];
  return (step) => {
    const now = ratesAt(step);
    const isCorner =
      step === 0 ||
      step === totalSteps - 1 ||
      [step - 1, step + 1].some((other) => String(ratesAt(other)) !== String(now));
    return isCorner ? Object.fromEntries(tags.map((name, index) => [name, now[index] ?? NaN])) : {};
  };
}
