import { expect, test } from 'vitest';
import { createPace } from '../../../webview/pace';

/** A browser whose frames come when the test says, and whose drawings take as long as it says. */
function browser() {
  let time = 0;
  let cost = 0;
  let frames: (() => void)[] = [];
  let timers: { due: number; callback: () => void }[] = [];
  const pace = createPace(
    () => {
      drawn.push(time);
      time += cost;
    },
    {
      now: () => time,
      frame: (callback) => frames.push(callback),
      later(callback, delay) {
        const timer = { due: time + delay, callback };
        timers.push(timer);
        return () => (timers = timers.filter((other) => other !== timer));
      },
    },
  );
  const drawn: number[] = [];
  /** Lets time pass, with a frame at every full 10 ms. */
  const pass = (milliseconds: number): void => {
    const end = time + milliseconds;
    while (time < end) {
      time = Math.floor(time / 10) * 10 + 10;
      const due = timers.filter((timer) => timer.due <= time);
      timers = timers.filter((timer) => timer.due > time);
      for (const { callback } of due) callback();
      const now = frames;
      frames = [];
      for (const callback of now) callback();
    }
  };
  return { pace, drawn, pass, costs: (milliseconds: number) => (cost = milliseconds) };
}

test('draws once for all that came in before the frame', () => {
  const { pace, drawn, pass } = browser();
  pace.request();
  pace.request();
  pass(100);
  expect(drawn).toEqual([10]);
});

test('drawing keeps to an eighth of the time, however often it is asked for', () => {
  const { pace, drawn, pass, costs } = browser();
  costs(50);
  for (let round = 0; round < 400; round++) {
    pace.request();
    pass(10);
  }
  expect(drawn.length).toBeGreaterThan(4);
  expect(drawn.length * 50).toBeLessThanOrEqual(0.15 * drawn.at(-1)!);
});

test('the last that came in is drawn, though nothing follows it', () => {
  const { pace, drawn, pass, costs } = browser();
  costs(50);
  pace.request();
  pass(10);
  pace.request();
  pass(1000);
  expect(drawn).toHaveLength(2);
});

test('what a person waits for is drawn with the next frame, also in a rest', () => {
  const { pace, drawn, pass, costs } = browser();
  costs(200);
  pace.request();
  pass(250);
  pace.now();
  pass(30);
  expect(drawn).toHaveLength(2);
  expect(drawn[1]! - drawn[0]!).toBeLessThan(300);
});

test('draws again after a drawing that failed', () => {
  let failures = 1;
  const later: (() => void)[] = [];
  const frames: (() => void)[] = [];
  let drawings = 0;
  const pace = createPace(
    () => {
      if (failures-- > 0) throw new Error('no canvas');
      drawings++;
    },
    {
      now: () => 0,
      frame: (callback) => frames.push(callback),
      later: (callback) => {
        later.push(callback);
        return () => undefined;
      },
    },
  );
  pace.request();
  expect(() => frames.shift()?.()).toThrow('no canvas');
  later.shift()?.();
  later.shift()?.();
  pace.request();
  frames.shift()?.();
  expect(drawings).toBe(1);
});
