import { expect, test } from 'vitest';
import { createProgressDisplay } from '../../../src/cli/progressDisplay';
import type { Progress, TrialProgress } from '../../../src/trainer/protocol';

const trial = (initializer: string, loss: number, state: TrialProgress['state'] = 'running') =>
  ({
    initializer,
    seed: 0,
    state,
    step: 5,
    loss: 9,
    ...(Number.isNaN(loss) ? {} : { epoch: { loss, accuracy: loss / 4 } }),
  }) satisfies TrialProgress;

const progress = (done: number): Progress => ({
  done,
  total: 200,
  stepsPerSecond: 4.25,
  etaSeconds: 65,
  trials: [trial('he', 1), trial('he', 2), trial('big', NaN, 'diverged'), trial('zeros', NaN)],
});

function display(errIsTerminal: boolean, columns = 120) {
  const written: string[] = [];
  let now = 0;
  const shown = createProgressDisplay({
    errIsTerminal,
    columns,
    err: (text) => void written.push(text),
    now: () => now,
  });
  return { shown, written, later: (ms: number) => (now += ms) };
}

test('a terminal gets one line that redraws itself', () => {
  const { shown, written } = display(true);
  shown.update(progress(50));
  shown.close();
  expect(written).toEqual([
    '\r\u001b[2K█████░░░░░░░░░░░░░░░  25.0 %  4.3 steps/s  ETA 1 min 05 s  he 1.5000 37.5 % · big diverged · zeros',
    '\r\u001b[2K',
  ]);
});

test('the line never wraps', () => {
  const { shown, written } = display(true, 40);
  shown.update(progress(50));
  expect(written[0]!.replace('\r\u001b[2K', '')).toHaveLength(39);
});

test('elsewhere a plain line every few seconds', () => {
  const { shown, written, later } = display(false);
  for (let done = 0; done < 100; done++) {
    shown.update(progress(done));
    later(100);
  }
  expect(written).toHaveLength(2);
  expect(written[1]).toBe(
    'step 50/200  4.3 steps/s  ETA 1 min 05 s  he 1.5000 37.5 % · big diverged · zeros\n',
  );
});
