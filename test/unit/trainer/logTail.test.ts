import { expect, test } from 'vitest';
import { createLogTail } from '../../../src/trainer/logTail';

test('keeps the last lines, however the output was cut', () => {
  const whole: string[] = [];
  const tail = createLogTail(2, (line) => whole.push(line));
  for (const chunk of ['fir', 'st\nsecond\r\nth', 'ird\n\nunfin']) tail.write(chunk);
  expect(whole).toEqual(['first', 'second', 'third']);
  expect(tail.lines()).toEqual(['third', 'unfin']);
});

test('a line without end does not grow without bound', () => {
  const tail = createLogTail(2, () => undefined);
  for (let i = 0; i < 100; i++) tail.write('x'.repeat(1000));
  expect(tail.lines()[0]).toHaveLength(2000);
});
