/** Means over the minibatches of the epoch under way, each before its update. */
export interface EpochMeans {
  readonly loss: number;
  /** Of classifiers. */
  readonly accuracy?: number;
}

/** What the means of an epoch are made of, so that another can go on with them. */
export interface EpochSums {
  readonly epoch: number;
  readonly count: number;
  readonly loss: number;
  /** Absent where the network is no classifier. */
  readonly accuracy?: number;
}

/**
 * Keeps the means of an epoch while it goes on, and begins anew with the next.
 *
 * @param before of the epoch under way, where it was begun elsewhere
 */
export function createEpochMeans(
  stepsPerEpoch: number,
  before?: EpochSums,
): {
  add(step: number, loss: number, accuracy: number | undefined): void;
  /** Undefined before the first minibatch. */
  current(): EpochMeans | undefined;
  sums(): EpochSums;
} {
  let { epoch, count, loss, accuracy = 0 } = before ?? { epoch: -1, count: 0, loss: 0 };
  let classifies = before?.accuracy !== undefined;
  return {
    add(step, ofStep, accuracyOfStep) {
      const now = Math.floor(step / stepsPerEpoch);
      if (now !== epoch) [epoch, count, loss, accuracy] = [now, 0, 0, 0];
      count += 1;
      loss += ofStep;
      accuracy += accuracyOfStep ?? 0;
      classifies = accuracyOfStep !== undefined;
    },
    current: () =>
      count === 0 ? undefined : { loss: loss / count, ...(classifies && { accuracy: accuracy / count }) },
    sums: () => ({ epoch, count, loss, ...(classifies && { accuracy }) }),
  };
}
