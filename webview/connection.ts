/** Milliseconds between questions. */
export const INTERVAL = 5000;
/** So many of them a busy host may leave unanswered. */
export const PATIENCE = 3;

export interface Connection {
  /** Something came from the host. */
  heard(): void;
}

/**
 * Asks the host every now and then whether it is there. One that was killed and started again knows nothing of pages that
 * stayed open: what they show is old, and what they ask for is lost.
 * @param ask any message is an answer
 */
export function watchHost(ask: () => void, changed: (lost: boolean) => void): Connection {
  let unanswered = 0;
  let lost = false;
  const tell = (now: boolean): void => {
    if (now === lost) return;
    lost = now;
    changed(lost);
  };
  setInterval(() => {
    tell(unanswered >= PATIENCE);
    unanswered += 1;
    ask();
  }, INTERVAL);
  return {
    heard() {
      unanswered = 0;
      tell(false);
    },
  };
}
