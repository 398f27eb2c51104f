import { GONE, backwardChain, crossing, forwardChain, isPartlyReused } from './rules/chain';
import type { Chain } from './rules/chain';
import { significant, times } from './numbers';
import type { Prediction } from '../theory/prediction';

/** What is predicted of a network under one choice of initializers, in a few words. */
export function predictedVerdict(prediction: Prediction): string {
  const { learns, float32, initialLoss } = prediction;
  if (learns === 'nothing') return 'learns nothing: no weight gets a gradient';
  if (learns === 'symmetric') return 'units stay identical';
  const forward = forwardChain(prediction);
  const lost = forward && outcome(forward);
  const overflow = float32.forward;
  if (overflow && !isPartlyReused(prediction))
    return `${forward ? `${times(forward.perLayer)} per layer, ` : ''}${overflow.kind}s at ${overflow.layer}`;
  if (forward && lost !== undefined) return `${times(forward.perLayer)} per layer, ${lost}`;
  const backward = backwardChain(prediction);
  const lostBackward = backward && outcome(backward);
  if (backward && lostBackward !== undefined)
    return `gradient ${times(backward.perLayer)} per layer, ${lostBackward}`;
  if (forward === undefined && isPartlyReused(prediction)) return drawnText(prediction);
  return forward === undefined
    ? `first loss ${significant(initialLoss)}`
    : `${times(forward.perLayer)} per layer, keeps its signal`;
}

/** `only 2 of 6 layers are drawn`. */
export function drawnText({ layers }: Prediction): string {
  const drawn = layers.filter(({ weights }) => weights !== undefined).length;
  const all = drawn + layers.filter(({ reused }) => reused).length;
  return `only ${drawn} of ${all} layers ${drawn === 1 ? 'is' : 'are'} drawn`;
}

/** `vanishes at layer 4`, `fades`; undefined where the signal keeps within a factor of 10. */
function outcome(chain: Chain): string | undefined {
  const [vanished, exploded] = [crossing(chain, 1 / GONE), crossing(chain, GONE)];
  if (vanished) return `vanishes at layer ${vanished.step}`;
  if (exploded) return `explodes at layer ${exploded.step}`;
  if (chain.ratio < 0.1) return 'fades';
  return chain.ratio > 10 ? 'grows' : undefined;
}
