/** Share of the page's time that drawing may take. */
const SHARE = 0.12;

export interface Pace {
  /** There is something new: draws it soon. */
  readonly request: () => void;
  /** Someone waits for it: draws with the next frame. */
  readonly now: () => void;
}

/** What a pace takes of the browser. Times in milliseconds. */
export interface PaceClock {
  now(): number;
  frame(callback: () => void): void;
  /** @returns calls it off */
  later(callback: () => void, delay: number): () => void;
}

export const browserClock: PaceClock = {
  now: () => performance.now(),
  frame: (callback) => void requestAnimationFrame(callback),
  later(callback, delay) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};

/**
 * Draws at most once a frame, and rests after each drawing so long that drawing keeps to its share of the time: where
 * frames are dear there are fewer of them, and clicks and keys still get through.
 */
export function createPace(draw: () => void, clock: PaceClock): Pace {
  let state: 'idle' | 'drawing' | 'resting' = 'idle';
  let wanted: 'nothing' | 'soon' | 'now' = 'nothing';
  let endRest = (): void => undefined;

  const start = (): void => {
    endRest();
    state = 'drawing';
    clock.frame(() => {
      const begun = clock.now();
      wanted = 'nothing';
      try {
        draw();
      } finally {
        // a task of its own comes after the frame is painted, which costs more than the calls that describe it
        clock.later(() => rest(clock.now() - begun), 0);
      }
    });
  };
  const rest = (cost: number): void => {
    if (wanted === 'now') {
      start();
      return;
    }
    state = 'resting';
    endRest = clock.later(
      () => {
        state = 'idle';
        if (wanted !== 'nothing') start();
      },
      cost * (1 / SHARE - 1),
    );
  };
  return {
    request() {
      if (wanted === 'nothing') wanted = 'soon';
      if (state === 'idle') start();
    },
    now() {
      wanted = 'now';
      if (state !== 'drawing') start();
    },
  };
}
