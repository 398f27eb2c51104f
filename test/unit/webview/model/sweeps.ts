import type { SweepMembership } from '../../../../src/experiment/sweep/sweep';
import type { PointFacts, SweepFacts } from '../../../../src/runs/sweep/facts';

/** Two initializers over a grid of 2 × 3 × 2, of which the run in the tests is the first point. */
export const AXES = [
  { name: 'batchSize', values: [16, 32] },
  { name: 'scale', values: [0.5, 1, 2] },
  { name: 'depth', values: [5, 10] },
] as const;

export const MEMBERSHIP: SweepMembership = { id: 's', axes: AXES, at: [0, 0, 0] };

const point = (at: readonly number[], good: number | null, depth: number): PointFacts => {
  const layers = Array.from({ length: depth }, (_, index) => `dense_${index + 1}`);
  const variances = (factor: number): Record<string, number> =>
    Object.fromEntries(layers.map((layer, index) => [layer, factor ** (index + 1)]));
  return {
    at,
    folder: `/runs/${at.join('-')}`,
    state: 'finished',
    layers,
    initializers: [
      {
        label: 'good',
        accuracy: good,
        loss: 0.5,
        verdict: good === null ? 'diverged' : 'learned',
        variances: variances(1),
      },
      { label: 'bad', accuracy: 0.1, loss: 2.3, verdict: 'chance', variances: variances(0.1) },
    ],
  };
};

/** Of the twelve points six are there, and one of them diverged. */
export const FACTS: SweepFacts = {
  axes: AXES,
  points: [
    point([0, 0, 0], 0.9, 2),
    point([0, 0, 1], 0.8, 3),
    point([0, 1, 0], null, 2),
    point([0, 1, 1], 0.7, 3),
    point([0, 2, 0], 0.6, 2),
    point([1, 0, 0], 0.5, 2),
  ],
};
