import { expect, test } from 'vitest';
import { planSchedule } from '../../../src/training/schedule';

const telemetry = { probeSamples: 512, probeInterval: 7 };
const steps = (total: number, due: (step: number) => boolean): number[] =>
  Array.from({ length: total + 1 }, (_, step) => step).filter(due);

test('by default evaluations and histograms come at the start, after each epoch and at the end', () => {
  const schedule = planSchedule({ length: { kind: 'steps', steps: 25 } }, telemetry, 10);
  expect(steps(25, schedule.evaluates)).toEqual([0, 10, 20, 25]);
  expect(steps(25, schedule.drawsHistograms)).toEqual([0, 10, 20, 25]);
  expect(steps(25, schedule.probes)).toEqual([0, 7, 14, 21, 25]);
});

test('epochs are counted in minibatches', () => {
  const { totalSteps } = planSchedule({ length: { kind: 'epochs', epochs: 3 } }, telemetry, 10);
  expect(totalSteps).toBe(30);
});

test('intervals of their own; 0 means start and end for probes, never for histograms', () => {
  const schedule = planSchedule(
    { length: { kind: 'epochs', epochs: 1 }, evaluationInterval: 4 },
    { probeSamples: 512, probeInterval: 0, histogramInterval: 0 },
    10,
  );
  expect(steps(10, schedule.evaluates)).toEqual([0, 4, 8, 10]);
  expect(steps(10, schedule.probes)).toEqual([0, 10]);
  expect(steps(10, schedule.drawsHistograms)).toEqual([]);
});

test('minibatches are recorded at an interval, and the last', () => {
  const { recordsTraining } = planSchedule(
    { length: { kind: 'steps', steps: 25 } },
    { ...telemetry, trainInterval: 10 },
    10,
  );
  expect(steps(24, recordsTraining)).toEqual([0, 10, 20, 24]);
});

test('a probe batch of no samples means no probes at all', () => {
  const length = { kind: 'steps', steps: 5 } as const;
  const schedule = planSchedule({ length }, { probeSamples: 0, probeInterval: 1 }, 5);
  expect(steps(5, schedule.probes)).toEqual([]);
  expect(steps(5, schedule.drawsHistograms)).toEqual([]);
});
