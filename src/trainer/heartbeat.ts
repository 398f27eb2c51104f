/** How often a peer is asked for a sign of life within the limit after which it counts as hung. */
const BEATS_PER_LIMIT = 10;

/**
 * Asks a peer for a sign of life again and again, one question at a time, and reports once that it hangs.
 * Counts unanswered beats, not time: a suspended laptop or a host that was busy itself does not look like a hang.
 *
 * @param ask resolves when the peer answers; a rejection is left to whoever watches the connection
 * @param limitMs how long the peer may stay silent
 * @returns stops asking
 */
export function watchHeartbeat(ask: () => Promise<void>, limitMs: number, onHang: () => void): () => void {
  let silentBeats = 0;
  let waiting = false;

  const beat = (): void => {
    if (waiting) {
      silentBeats += 1;
      if (silentBeats < BEATS_PER_LIMIT) return;
      clearInterval(timer);
      onHang();
      return;
    }
    waiting = true;
    const answered = (): void => {
      waiting = false;
      silentBeats = 0;
    };
    ask().then(answered, answered);
  };

  const timer = setInterval(beat, limitMs / BEATS_PER_LIMIT);
  timer.unref();
  return () => clearInterval(timer);
}
