/** How long a trial's turn may last: short enough that the curves of all are seen to advance together. */
const TURN_MS = 50;
const LONGEST_TURN = 16;

/**
 * Updates that each trial makes in its turn, before the next trial has its own. A trial that makes several at a time
 * finds its weights, moments and gradients in the processor's caches again; nothing that is measured depends on it.
 *
 * @param updates that a round of all trials took last, with all that was done at their steps
 * @param milliseconds that they took
 */
export const turnLength = (updates: number, milliseconds: number): number =>
  updates > 0 ? Math.max(1, Math.min(LONGEST_TURN, Math.floor((TURN_MS * updates) / milliseconds))) : 1;
