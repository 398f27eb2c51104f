import { significant, times } from '../numbers';
import { GONE, crossing } from './chain';
import type { Chain } from './chain';
import type { Verdict } from './rule';

const NOTICEABLE = 10;

/** Judges how a signal shrinks on its way, by the thresholds that both directions share. */
export function judgeVanishing(chain: Chain | undefined, what: string): Verdict | undefined {
  if (chain === undefined || !(chain.ratio < 1 / NOTICEABLE)) return undefined;
  const lost = crossing(chain, 1 / GONE);
  return {
    consequence: lost === undefined ? 'warning' : 'error',
    message: `${what} ${shrinks(chain)}${lost ? `, and is a thousandth from ${lost.layer} on` : ''}`,
  };
}

export function judgeExploding(chain: Chain | undefined, what: string): Verdict | undefined {
  if (chain === undefined || !(chain.ratio > NOTICEABLE)) return undefined;
  const lost = crossing(chain, GONE);
  return {
    consequence: lost === undefined ? 'warning' : 'error',
    message: `${what} ${shrinks(chain)}${lost ? `, and is a thousandfold from ${lost.layer} on` : ''}`,
  };
}

function shrinks({ links, ratio, perLayer }: Chain): string {
  const [first, last] = [links[0]?.layer ?? '', links.at(-1)?.layer ?? ''];
  return `changes ${times(perLayer)} per layer: ${times(ratio)} from ${first} to ${last} (second moment ${significant(links[0]?.value ?? NaN)} → ${significant(links.at(-1)?.value ?? NaN)})`;
}

export const THRESHOLDS =
  'Warning when the second moment changes by more than a factor of 10 from the first to the last hidden layer, error when by more than 1000.';
