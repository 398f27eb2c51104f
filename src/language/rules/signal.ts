import { t } from '../../shared/l10n';
import { significant, times } from '../numbers';
import { GONE, crossing } from './chain';
import type { Chain } from './chain';
import type { Verdict } from './rule';

const NOTICEABLE = 10;

/** Makes a sentence of how a signal changes. */
type Tell = (change: string) => string;

/** Judges how a signal shrinks on its way, by the thresholds that both directions share. */
export function judgeVanishing(chain: Chain | undefined, tell: Tell = String): Verdict | undefined {
  if (chain === undefined || !(chain.ratio < 1 / NOTICEABLE)) return undefined;
  const lost = crossing(chain, 1 / GONE);
  const change = tell(changeOf(chain));
  return {
    consequence: lost === undefined ? 'warning' : 'error',
    message: lost ? t('{0}, and is a thousandth from {1} on', change, lost.layer) : change,
  };
}

export function judgeExploding(chain: Chain | undefined, tell: Tell = String): Verdict | undefined {
  if (chain === undefined || !(chain.ratio > NOTICEABLE)) return undefined;
  const lost = crossing(chain, GONE);
  const change = tell(changeOf(chain));
  return {
    consequence: lost === undefined ? 'warning' : 'error',
    message: lost ? t('{0}, and is a thousandfold from {1} on', change, lost.layer) : change,
  };
}

function changeOf({ links, ratio, perLayer }: Chain): string {
  const [first, last] = [links[0]?.layer ?? '', links.at(-1)?.layer ?? ''];
  return t(
    'changes {0} per layer: {1} from {2} to {3} (second moment {4} → {5})',
    times(perLayer),
    times(ratio),
    first,
    last,
    significant(links[0]?.value ?? NaN),
    significant(links.at(-1)?.value ?? NaN),
  );
}

export const THRESHOLDS =
  'Warning when the second moment changes by more than a factor of 10 from the first to the last hidden layer, error when by more than 1000.';
