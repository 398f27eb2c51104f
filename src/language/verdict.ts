import { t } from '../shared/l10n';
import { GONE, backwardChain, crossing, forwardChain, isPartlyReused } from './rules/chain';
import type { Chain } from './rules/chain';
import { significant, times } from './numbers';
import type { Prediction } from '../theory/prediction';

/** What is predicted of a network under one choice of initializers, in a few words. */
export function predictedVerdict(prediction: Prediction): string {
  const { learns, float32, initialLoss } = prediction;
  if (learns === 'nothing') return t('learns nothing: no weight gets a gradient');
  if (learns === 'symmetric') return t('units stay identical');
  const forward = forwardChain(prediction);
  const lost = forward && outcome(forward);
  const overflow = float32.forward;
  if (overflow && !isPartlyReused(prediction)) {
    const { kind, layer } = overflow;
    const leaves = kind === 'overflow' ? t('overflows at {0}', layer) : t('underflows at {0}', layer);
    return forward ? t('{0} per layer, {1}', times(forward.perLayer), leaves) : leaves;
  }
  if (forward && lost !== undefined) return t('{0} per layer, {1}', times(forward.perLayer), lost);
  const backward = backwardChain(prediction);
  const lostBackward = backward && outcome(backward);
  if (backward && lostBackward !== undefined)
    return t('gradient {0} per layer, {1}', times(backward.perLayer), lostBackward);
  if (forward === undefined && isPartlyReused(prediction)) return drawnText(prediction);
  return forward === undefined
    ? t('first loss {0}', significant(initialLoss))
    : t('{0} per layer, keeps its signal', times(forward.perLayer));
}

/** `only 2 of 6 layers are drawn`. */
export function drawnText({ layers }: Prediction): string {
  const drawn = layers.filter(({ weights }) => weights !== undefined).length;
  const all = drawn + layers.filter(({ reused }) => reused).length;
  return drawn === 1
    ? t('only 1 of {0} layers is drawn', all)
    : t('only {0} of {1} layers are drawn', drawn, all);
}

/** `vanishes at layer 4`, `fades`; undefined where the signal keeps within a factor of 10. */
function outcome(chain: Chain): string | undefined {
  const [vanished, exploded] = [crossing(chain, 1 / GONE), crossing(chain, GONE)];
  if (vanished) return t('vanishes at layer {0}', vanished.step);
  if (exploded) return t('explodes at layer {0}', exploded.step);
  if (chain.ratio < 0.1) return t('fades');
  return chain.ratio > 10 ? t('grows') : undefined;
}
