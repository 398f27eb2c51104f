import { describe, expect, it } from 'vitest';
import { conclusionsOf } from '../../../src/report/conclusions';
import { summarize } from '../../../src/runs/summary';
import type { RunManifest } from '../../../src/runs/run';
import { manifestOf, sceneOf } from '../webview/model/scenes';
import type { Written } from '../webview/model/scenes';

const accuracy = (initializer: string, seed: number, best: number): Written => [
  [initializer, seed],
  'validation',
  'accuracy',
  [
    [0, 0.1],
    [20, best],
  ],
];
const probe = (initializer: string, tag: string, start: number, end: number): Written => [
  [initializer, 0],
  'probe',
  tag,
  [
    [0, start],
    [20, end],
  ],
];
const said = (manifest: RunManifest, series: readonly Written[]): string => {
  const { store } = sceneOf(manifest, series);
  return conclusionsOf(summarize(manifest, (key) => store.find(key))).join('\n');
};

describe('conclusions', () => {
  it('names the best with its spread, and how far the next is', () => {
    const text = said(manifestOf(['he', 'glorot'], [0, 1]), [
      accuracy('he', 0, 0.97),
      accuracy('he', 1, 0.95),
      accuracy('glorot', 0, 0.9),
      accuracy('glorot', 1, 0.9),
    ]);
    expect(text).toContain('he came out best, with a best validation accuracy of 96.0 ± 1.4 %');
    expect(text).toContain('glorot follows with 90.0 ± 0.0 %: further apart than seeds');
  });

  it('makes nothing of a difference between single seeds', () => {
    const text = said(manifestOf(['he', 'glorot'], [0]), [
      accuracy('he', 0, 0.96),
      accuracy('glorot', 0, 0.95),
    ]);
    expect(text).toContain('glorot follows with 95.0 %: with a single seed');
  });

  it('says what never learned, and what diverged', () => {
    const manifest = manifestOf(['zeros', 'large'], [0]);
    const [zeros] = manifest.trials;
    const text = said(
      {
        ...manifest,
        trials: [
          zeros!,
          {
            initializer: 'large',
            seed: 0,
            state: 'diverged',
            step: 4,
            divergence: { step: 4, tensor: 'loss' },
          },
        ],
      },
      [accuracy('zeros', 0, 0.1)],
    );
    expect(text).toContain('No initializer left chance');
    expect(text).toContain('zeros: never left chance (1 in 10).');
    expect(text).toContain('large: diverged at step 4: loss is not finite.');
  });

  it('tells a signal that vanishes and units that die', () => {
    const text = said(manifestOf(['small'], [0]), [
      probe('small', 'activation_variance/dense_1', 1, 1),
      probe('small', 'activation_variance/dense_2', 1e-4, 1),
      probe('small', 'dead_fraction/dense_1', 0, 0.25),
      probe('small', 'dead_fraction/dense_2', 0.25, 0.75),
    ]);
    expect(text).toContain('vanishes before training, its variance changing by a factor of 1.00·10⁻⁴');
    expect(text).toContain(
      '50.0 % of the units are dead at the end (75.0 % of dense_2), against 12.5 % before',
    );
  });

  it('says that a run is not finished', () => {
    expect(said(manifestOf(['he'], [0], { state: 'interrupted' }), [])).toContain('This run is interrupted');
  });
});
