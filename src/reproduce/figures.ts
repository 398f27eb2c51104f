import type { Statistic } from '../runs/statistic';
import { formatCount } from '../shared/figures';
import type { CheckedClaim, Compared, Outcome } from './outcome';

/** How figures are written side by side: accuracies to a hundredth of a percent, losses to four decimals. */

type Kind = Compared['kind'];

const number = (value: number, kind: Kind): string =>
  Number.isFinite(value)
    ? kind === 'accuracy'
      ? (100 * value).toFixed(2)
      : value.toFixed(4)
    : String(value);

const unit = (kind: Kind): string => (kind === 'accuracy' ? ' %' : '');

export const publishedText = ({ value, kind }: Compared): string => number(value, kind) + unit(kind);

/** `96.41 ± 0.12 % (3)`: mean, standard deviation and number of seeds. */
export function oursText({ ours, kind }: Compared): string {
  const spread = ours.sd === undefined ? '' : ` ± ${number(ours.sd, kind)}`;
  return `${number(ours.mean, kind)}${spread}${unit(kind)} (${countText(ours)})`;
}

const countText = ({ finite, count }: Statistic): string =>
  finite === count ? String(count) : `${finite} of ${count}`;

/** Ours minus the published one: percentage points, or the loss's own unit. */
export function differenceText({ ours, value, kind }: Compared): string {
  const difference = ours.mean - value;
  const sign = difference < 0 ? '−' : '+';
  return `${sign}${number(Math.abs(difference), kind)}${kind === 'accuracy' ? ' pp' : ''}`;
}

/** What it was trained on, where that is less than it asks for; empty otherwise. */
export function reductionText({ reduced: { quick, partial } }: Pick<Outcome, 'reduced'>): string {
  const parts = [
    ...(quick ? ['--quick: fewer samples and seeds'] : []),
    ...(partial
      ? [`${formatCount(partial.found)} of ${formatCount(partial.whole)} training samples were at hand`]
      : []),
  ];
  return parts.join('; ');
}

/** Before a claim: whether it holds, a dash where that is not judged. */
export const claimMark = ({ holds, judged }: CheckedClaim): string => (holds ? '✔' : judged ? '✘' : '–');
