import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Redraws } from '../../../../src/extension/explorer/redraws';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const SECOND = 1000;

/** Of the rows `run` and `leaf`, `run` is unfolded. */
function shown() {
  const redraws = new Redraws<string>();
  redraws.opened('run');
  const told = (rows: readonly string[]) => {
    const over = vi.fn();
    void redraws.pace(rows).then(over);
    return over;
  };
  return { redraws, told };
}

/** Lets time pass. @returns whether the next redraw may be told then */
async function after(seconds: number, over: ReturnType<typeof vi.fn>): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(seconds * SECOND);
  return over.mock.calls.length > 0;
}

test('the next redraw waits until the editor asks for what is below the rows, and twice as long again', async () => {
  const { redraws, told } = shown();
  const over = told(['run', 'leaf']);
  expect(await after(2, over)).toBe(false);
  redraws.looked('run');
  redraws.looked('leaf');
  redraws.opened('another');
  expect(await after(1, over)).toBe(false);
  redraws.opened('run');
  expect(await after(5.9, over)).toBe(false);
  expect(await after(0.2, over)).toBe(true);
});

test('an editor that asks at once is told again at once', async () => {
  const { redraws, told } = shown();
  const over = told(['run']);
  redraws.opened('run');
  expect(await after(0, over)).toBe(true);
});

test('of rows with nothing unfolded below, the next redraw waits until their turn has come', async () => {
  const { redraws, told } = shown();
  const over = told(['leaf']);
  expect(await after(1, over)).toBe(false);
  redraws.looked('leaf');
  expect(await after(2, over)).toBe(true);

  redraws.folded();
  const folded = told(['run']);
  redraws.looked('run');
  expect(await after(0, folded)).toBe(true);
});

test('rows that the editor does not ask for hold nothing up', async () => {
  const { redraws, told } = shown();
  expect(await after(5, told(['run']))).toBe(true);
  // nor are they taken to be unfolded from then on
  const over = told(['run']);
  redraws.looked('run');
  expect(await after(0, over)).toBe(true);
});

test('a rest after a redraw that took very long has an end', async () => {
  const { redraws, told } = shown();
  const over = told(['run']);
  await vi.advanceTimersByTimeAsync(4.9 * SECOND);
  redraws.opened('run');
  expect(await after(10, over)).toBe(true);
});
