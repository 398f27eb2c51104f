import type { Figure } from '../../language/protocol';
import { figureText } from '../../language/service/figure';
import type { InitializerSummary, RunSummary } from '../../runs/summary';

/** The figure that an initializer is compared by; absent before its first evaluation. */
export function figureOf({ accuracy, loss }: InitializerSummary): Figure | undefined {
  if (accuracy !== undefined) return { metric: 'accuracy', value: accuracy.best.mean };
  return loss && { metric: 'loss', value: loss.best.mean };
}

export const bestOf = (summary: RunSummary | undefined): InitializerSummary | undefined =>
  summary?.initializers.find(({ best }) => best);

/** `heNormal 97.1 %`; undefined while no initializer is ahead. */
export function bestText(summary: RunSummary | undefined): string | undefined {
  const best = bestOf(summary);
  const figure = best && figureOf(best);
  return best && figure && `${best.initializer} ${figureText(figure)}`;
}
