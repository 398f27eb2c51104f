import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePanel } from '../../../scripts/screenshots/bundle';
import { hasChromium, launch } from '../../../scripts/screenshots/panelPage';
import { buildReport } from '../../../src/report/report';
import { deltaOf, manifestOf } from '../../unit/webview/model/scenes';
import { FACTS, MEMBERSHIP } from '../../unit/webview/model/sweeps';

if (!hasChromium()) console.warn('SKIPPED: /usr/bin/chromium is missing, the report was not opened.');

const NAME = `</script><img src=x onerror="window.hacked = 1">`;

describe.skipIf(!hasChromium())('report', () => {
  let browser: Browser;
  let bundle: string;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'initscope-report-'));
    [browser, bundle] = await Promise.all([launch(), bundlePanel()]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([folder, bundle].map((path) => rm(path, { recursive: true })));
  });

  it.each(['light', 'dark'] as const)(
    'opens from a file without errors and requests, %s',
    async (colorScheme) => {
      const file = join(folder, `${colorScheme}.html`);
      const [js, css] = await Promise.all(
        ['panel.js', 'panel.css'].map((name) => readFile(join(bundle, name), 'utf8')),
      );
      const html = buildReport({
        manifest: manifestOf([NAME, 'heNormal'], [0], { name: NAME }),
        findings: [],
        histograms: [
          {
            layer: 'dense_1',
            trial: { initializer: 'heNormal', seed: 0 },
            histograms: [
              {
                tag: 'gradients/dense_1/kernel',
                recorded: 40,
                steps: Float64Array.of(0, 2),
                bins: Uint32Array.of(2, 2),
                edges: Float64Array.of(-1, 0, 1, -2, 0, 2),
                counts: Float64Array.of(3, 4, 1, 6),
              },
            ],
          },
        ],
        series: [
          deltaOf([['heNormal', 0], 'probe', 'activation_variance/dense_1', [[0, 1]]]),
          deltaOf([
            ['heNormal', 0],
            'train',
            'loss',
            [
              [0, 2],
              [1, 1],
              [2, 0.5],
            ],
          ]),
          deltaOf([
            ['heNormal', 0],
            'validation',
            'accuracy',
            [
              [0, 0.1],
              [2, 0.96],
            ],
          ]),
          deltaOf([
            [NAME, 0],
            'train',
            'loss',
            [
              [0, 2],
              [1, Number.NaN],
            ],
          ]),
        ],
        page: { js: js!, css: css! },
      });
      await writeFile(file, html);

      const page = await browser.newPage({ colorScheme });
      const errors: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);

      await expect.poll(() => page.locator('.results').innerText()).toContain('96.0 %');
      await expect.poll(() => page.locator('#loss .notes').innerText()).toContain('NaN from step 1');
      expect(await page.locator('body').getAttribute('class')).toBe(`vscode-${colorScheme}`);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await page.locator('.actions').count()).toBe(0);
      expect(await page.locator('img').count()).toBe(0);

      await page.locator('#tab-distributions').click();
      const chart = page.locator('#distribution-1');
      expect(await chart.locator('h2').innerText()).toBe('Gradients, kernel of dense_1, heNormal');
      expect(await chart.locator('.notes').innerText()).toContain('2 of 40 steps drawn');
      await chart.locator('canvas').press('End');
      await expect.poll(() => chart.locator('.tooltip').innerText()).toMatch(/Step 2\s[^]*Largest\s+2/);

      expect(errors).toEqual([]);
      expect(requests).toEqual([pathToFileURL(file).href]);
      await page.close();
    },
  );

  it('shows all heatmaps of a sweep, on paper too', async () => {
    const [js, css] = await Promise.all(
      ['panel.js', 'panel.css'].map((name) => readFile(join(bundle, name), 'utf8')),
    );
    const html = buildReport({
      manifest: manifestOf(['good', 'bad'], [0], { sweep: MEMBERSHIP }),
      findings: [],
      histograms: [],
      series: [deltaOf([['good', 0], 'train', 'loss', [[0, 1]]])],
      sweep: FACTS,
      page: { js: js!, css: css! },
    });
    const file = join(folder, 'sweep.html');
    await writeFile(file, html);
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(pathToFileURL(file).href);
    await page.locator('#tab-sweep').click();
    const titles = page.locator('#panel-sweep h2:visible');
    await expect.poll(() => titles.count()).toBe(6);
    expect((await titles.allInnerTexts()).at(-1)).toBe('Variance at step 0 of the last hidden layer, bad');
    await page.locator('#tab-overview').click();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print' });
    const inked = (id: string): Promise<number> =>
      page.locator(`#${id} canvas`).evaluate((canvas: HTMLCanvasElement) => {
        const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels.filter((value, at) => at % 4 === 3 && value > 0).length;
      });
    for (const id of ['sweep-accuracy-0', 'sweep-variance-1'])
      await expect.poll(() => inked(id)).toBeGreaterThan(5_000);
    expect(errors).toEqual([]);
    await page.close();
  });
});
