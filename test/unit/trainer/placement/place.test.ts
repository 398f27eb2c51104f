import { expect, test } from 'vitest';
import type { Experiment } from '../../../../src/experiment/experiment';
import { evidentShifts, foreseenShifts } from '../../../../src/trainer/placement/place';

const experiment = (engine: Experiment['engine'], trials: number): Experiment =>
  ({
    engine,
    training: { seeds: [1] },
    initializers: Array.from({ length: trials }, (_, i) => ({ label: `init ${i}` })),
  }) as unknown as Experiment;

test.each(['onnxruntime', 'wasm', 'cpu'] as const)(
  'foresees the workers that there will be on %s',
  (name) => {
    const foreseen = foreseenShifts(experiment('auto', 10), 4);
    expect(foreseen).toHaveLength(4);
    expect(evidentShifts(experiment('auto', 10), { name }, 4)).toEqual(foreseen);
    expect(foreseenShifts(experiment(name, 10), 4)).toEqual(foreseen);
  },
);

test('foresees none on a GPU that is asked for, and where threads have to be timed', () => {
  expect(foreseenShifts(experiment('webgpu', 10), 4)).toBeUndefined();
  expect(foreseenShifts(experiment('auto', 3), 4)).toBeUndefined();
});
