/** Means over the minibatches of the epoch under way, each before its update. */
export interface EpochMeans {
  readonly loss: number;
  /** Of classifiers. */
  readonly accuracy?: number;
}

/** Keeps the means of an epoch while it goes on, and begins anew with the next. */
export function createEpochMeans(stepsPerEpoch: number): {
  add(step: number, loss: number, accuracy: number | undefined): void;
  /** Undefined before the first minibatch. */
  current(): EpochMeans | undefined;
} {
  let [epoch, count, loss, accuracy] = [-1, 0, 0, 0];
  let classifies = false;
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
  };
}
