import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { bundlePanel } from '../../../scripts/screenshots/bundle';
import { hasChromium, launch, openPanel } from '../../../scripts/screenshots/panelPage';
import type { PanelPage } from '../../../scripts/screenshots/panelPage';
import { THEMES } from '../../../scripts/screenshots/themes';
import { formatFindings } from '../../../src/health/finding';
import type { HostMessage } from '../../../webview/contract';
import type { PageResources } from '../../../webview/html';
import { FINDINGS } from '../../unit/webview/model/findings';
import { deltaOf, manifestOf } from '../../unit/webview/model/scenes';
import { FACTS, MEMBERSHIP } from '../../unit/webview/model/sweeps';
import type { Written } from '../../unit/webview/model/scenes';

if (!hasChromium()) console.warn('SKIPPED: /usr/bin/chromium is missing, the run panel was not tested.');

const STEPS = Array.from({ length: 20 }, (_, step) => step);
export const points = (of: (step: number) => number): Written[3] => STEPS.map((step) => [step, of(step)]);

/** `good` learns, `bad` diverges at step 5 with its second seed. */
export const MANIFEST = manifestOf(['good', 'bad'], [0, 1], {
  trials: [
    { initializer: 'good', seed: 0, state: 'finished', step: 20 },
    { initializer: 'good', seed: 1, state: 'finished', step: 20 },
    { initializer: 'bad', seed: 0, state: 'finished', step: 20 },
    { initializer: 'bad', seed: 1, state: 'diverged', step: 5, divergence: { step: 5, tensor: 'loss' } },
  ],
});
const SERIES: readonly Written[] = [
  [['good', 0], 'train', 'loss', points((step) => 2 / (1 + step))],
  [['good', 1], 'train', 'loss', points((step) => 2.2 / (1 + step))],
  [['bad', 0], 'train', 'loss', points(() => 2.3)],
  [['bad', 1], 'train', 'loss', points((step) => (step < 5 ? 2.3 : Number.NaN))],
  [['good', 0], 'validation', 'loss', points((step) => 2 / (1 + step))],
  [
    ['good', 0],
    'validation',
    'accuracy',
    [
      [0, 0.1],
      [10, 0.97],
      [19, 0.95],
    ],
  ],
  [
    ['good', 1],
    'validation',
    'accuracy',
    [
      [0, 0.1],
      [10, 0.95],
      [19, 0.93],
    ],
  ],
  [
    ['good', 0],
    'probe',
    'activation_variance/dense_1',
    [
      [0, 1],
      [19, 2],
    ],
  ],
  [
    ['good', 0],
    'probe',
    'activation_variance/dense_2',
    [
      [0, 1],
      [19, 2],
    ],
  ],
  [
    ['good', 0],
    'probe',
    'dead_units/dense_1',
    [
      [0, 0],
      [19, 3],
    ],
  ],
  [
    ['good', 0],
    'probe',
    'dead_fraction/dense_1',
    [
      [0, 0],
      [19, 3 / 32],
    ],
  ],
];
export const MESSAGES: readonly HostMessage[] = [
  { type: 'manifest', manifest: MANIFEST, runFolder: '/runs/one' },
  { type: 'series', deltas: SERIES.map(deltaOf) },
  { type: 'findings', lines: formatFindings(FINDINGS) },
];

/** The same run as the first point of a sweep, half of which has been trained. */
export const SWEEP_MESSAGES: readonly HostMessage[] = [
  { type: 'manifest', manifest: { ...MANIFEST, sweep: MEMBERSHIP }, runFolder: '/runs/0-0-0' },
  ...MESSAGES.slice(1),
  { type: 'sweep', facts: FACTS },
];

export interface PanelOptions {
  readonly state?: unknown;
  readonly width?: number;
  readonly theme?: keyof typeof THEMES;
  readonly language?: PageResources['language'];
}

export interface Panels {
  /** The panel opened last. */
  readonly panel: () => PanelPage;
  readonly open: (messages?: readonly HostMessage[], options?: PanelOptions) => Promise<PanelPage>;
  readonly tab: (id: string) => Locator;
  readonly chip: (name: string) => Locator;
  /** Pixels that are not fully transparent in a chart's canvas. */
  readonly ink: (chart: string) => Promise<number>;
}

/** One browser for the tests of a suite, and a page for each; none may log an error or break the page's policy. */
export function usePanels(): Panels {
  let browser: Browser;
  let bundle: string;
  let panel: PanelPage;

  beforeAll(async () => {
    [browser, bundle] = await Promise.all([launch(), bundlePanel()]);
  });
  afterAll(async () => {
    await browser.close();
    await rm(bundle, { recursive: true });
  });
  afterEach(async () => {
    expect(await panel.problems()).toEqual([]);
    await panel.page.close();
  });

  return {
    panel: () => panel,
    async open(messages = MESSAGES, { theme = 'dark', width = 1000, state, language } = {}) {
      panel = await openPanel(browser, {
        theme: THEMES[theme],
        width,
        state,
        bundle,
        ...(language && { language }),
      });
      await panel.send(...messages);
      return panel;
    },
    tab: (id) => panel.page.locator(`#tab-${id}`),
    chip: (name) => panel.page.locator('.chip', { hasText: name }),
    ink: (chart) =>
      panel.page.locator(`#${chart} canvas`).evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) count++;
        return count;
      }),
  };
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds in a page that is serious or critical. */
export async function seriousViolations(page: Page): Promise<readonly object[]> {
  await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const violations: readonly Violation[] = await page.evaluate(
    `axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }).then(({ violations }) => violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id: rule, help, nodes }) => ({
      rule,
      help,
      where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
}
