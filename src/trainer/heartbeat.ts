/** How often a peer is asked for a sign of life within the limit after which it counts as hung. */
const BEATS_PER_LIMIT = 10;
/** Unanswered beats after which a person is told. */
const SILENT_BEATS = 3;

/** What a heartbeat reports of a peer. */
export interface HeartbeatListener {
  /** It has been silent for long, or answers again. */
  readonly onResponding: (responds: boolean) => void;
  /** It was silent for the whole limit: once. */
  readonly onHang: () => void;
  /** Whether someone has suspended it: then its silence is no hang, however long. */
  readonly isSuspended: () => boolean;
}

/**
 * Asks a peer for a sign of life again and again, one question at a time.
 * Counts unanswered beats, not time: a suspended laptop or a host that was busy itself does not look like a hang.
 *
 * @param ask resolves when the peer answers; a rejection is left to whoever watches the connection
 * @param limitMs how long the peer may stay silent
 * @returns stops asking
 */
export function watchHeartbeat(
  ask: () => Promise<void>,
  limitMs: number,
  { onResponding, onHang, isSuspended }: HeartbeatListener,
): () => void {
  let silentBeats = 0;
  let waiting = false;

  const silent = (): void => {
    silentBeats += 1;
    if (silentBeats === SILENT_BEATS) onResponding(false);
    if (silentBeats < BEATS_PER_LIMIT) return;
    if (isSuspended()) {
      silentBeats = SILENT_BEATS; // once let go on, it has time to answer
      return;
    }
    clearInterval(timer);
    onHang();
  };
  const heard = (): void => {
    waiting = false;
    silentBeats = 0;
  };
  const answered = (): void => {
    if (silentBeats >= SILENT_BEATS) onResponding(true);
    heard();
  };
  const beat = (): void => {
    if (waiting) {
      silent();
      return;
    }
    waiting = true;
    ask().then(answered, heard);
  };

  const timer = setInterval(beat, limitMs / BEATS_PER_LIMIT);
  timer.unref();
  return () => clearInterval(timer);
}
