import type { Statistic } from '../runs/statistic';
import type { Published } from './reproduction';

/** How a figure of ours stands to the published one. */
export type Judgement = 'reproduced' | 'better' | 'within spread' | 'worse' | 'not judged';

/** Accuracies may lie this much apart: 0.7 percentage points. */
export const ACCURACY_TOLERANCE = 0.007;
/** Losses may lie this share of the published one apart: unlike accuracies they fall by orders of magnitude. */
export const LOSS_TOLERANCE = 0.1;

/** With fewer seeds a standard deviation tells next to nothing. */
const FEWEST_FOR_SPREAD = 3;

/** @param comparable false where ours was trained on less than the published one */
export function judge(
  { kind, value }: Pick<Published, 'kind' | 'value'>,
  ours: Statistic,
  comparable: boolean,
): Judgement {
  if (!comparable) return 'not judged';
  const gain = kind === 'accuracy' ? ours.mean - value : value - ours.mean;
  const tolerance = kind === 'accuracy' ? ACCURACY_TOLERANCE : LOSS_TOLERANCE * value;
  // a mean over the seeds that stayed finite tells nothing of those that did not
  if (ours.finite < ours.count || !Number.isFinite(gain)) return 'worse';
  if (Math.abs(gain) <= tolerance) return 'reproduced';
  if (gain > 0) return 'better';
  // what was published is one run: among ours it would not stand out
  return ours.finite >= FEWEST_FOR_SPREAD && -gain <= (ours.sd ?? 0) ? 'within spread' : 'worse';
}
