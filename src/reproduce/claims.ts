import { loss, percent, significant } from '../shared/figures';
import { labelsOf, overSeeds } from './readings';
import type { Reading } from './readings';
import type { Claim, Trained } from './reproduction';

/** Mean of a figure over seeds. NaN as soon as one seed has none. */
export function meanOf(run: Trained, initializer: string, reading: Reading): number {
  const { mean, finite, count } = overSeeds(run, initializer, reading);
  return finite === count ? mean : NaN;
}

/** How figures of a kind are written. */
export const WRITTEN = { share: percent, loss, number: significant } as const;
type Kind = keyof typeof WRITTEN;

/** Figures of several initializers, and whether they are as claimed of each. */
interface Bounded {
  readonly text: string;
  /** Absent = all of the experiment's. */
  readonly initializers?: readonly string[];
  readonly reading: Reading;
  readonly kind: Kind;
  readonly holds: (value: number) => boolean;
}

/** A claim on the mean over seeds of each initializer by itself. */
export const ofEach = ({ text, initializers, reading, kind, holds }: Bounded): Claim => ({
  text,
  check([run]) {
    if (run === undefined) return NOTHING;
    const figures = (initializers ?? labelsOf(run)).map(
      (label) => [label, meanOf(run, label, reading)] as const,
    );
    return {
      holds: figures.every(([, value]) => holds(value)),
      found: figures.map(([label, value]) => `${label} ${WRITTEN[kind](value)}`).join(', '),
    };
  },
});

interface Ordered {
  readonly text: string;
  /** From the lowest to the highest. */
  readonly initializers: readonly string[];
  readonly reading: Reading;
  readonly kind: Kind;
  /** Least difference between neighbours. */
  readonly apart: number;
}

/** A claim on the order of initializers. */
export const inOrder = ({ text, initializers, reading, kind, apart }: Ordered): Claim => ({
  text,
  check([run]) {
    if (run === undefined) return NOTHING;
    const values = initializers.map((label) => meanOf(run, label, reading));
    return {
      holds: values.every((value, i) => i === 0 || value - (values[i - 1] ?? NaN) >= apart),
      found: initializers.map((label, i) => `${label} ${WRITTEN[kind](values[i])}`).join(', '),
    };
  },
});

export const NOTHING = { holds: false, found: 'nothing was trained' } as const;
