import { expect, test } from 'vitest';
import { createSpeedMeter } from '../../../src/training/progress';

test('the speed is that of the last ten seconds', () => {
  let now = 0;
  const meter = createSpeedMeter(() => now);
  expect(meter.speed(0)).toBe(0);
  now = 60_000;
  expect(meter.speed(60)).toBe(1);
  for (let second = 1; second <= 20; second++) {
    now += 1000;
    meter.speed(60 + 100 * second);
  }
  now += 1000;
  expect(meter.speed(60 + 2100)).toBeCloseTo(100);
});

test('a pause does not count', () => {
  let now = 0;
  const meter = createSpeedMeter(() => now);
  meter.speed(0);
  now = 1000;
  expect(meter.speed(10)).toBe(10);
  now = 100_000;
  meter.restart();
  meter.speed(10);
  now += 1000;
  expect(meter.speed(20)).toBe(10);
});
