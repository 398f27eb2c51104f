import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import type { HostMessage, TabId } from '../../../webview/contract';
import { COLOURS } from '../../../webview/model/palette';
import { deltaOf, manifestOf } from '../../unit/webview/model/scenes';
import { MANIFEST, MESSAGES, points, usePanels } from './support';

describe.skipIf(!hasChromium())('run panel', () => {
  const { open, panel, tab, chip, ink } = usePanels();

  /** Rows of pixels in which a colour occurs, however faint. */
  const colouredRows = (chart: string, hex: string): Promise<number> =>
    panel()
      .page.locator(`#${chart} canvas`)
      .evaluate((canvas: HTMLCanvasElement, colour) => {
        const [red, green, blue] = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
        const { data, width } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        const rows = new Set<number>();
        for (let i = 0; i < data.length; i += 4)
          if (
            data[i + 3]! > 40 &&
            Math.abs(data[i]! - red!) + Math.abs(data[i + 1]! - green!) + Math.abs(data[i + 2]! - blue!) < 24
          )
            rows.add(Math.floor(i / 4 / width));
        return rows.size;
      }, hex);

  it('says that it is ready, and loads until the host answers', async () => {
    const { page, posted, send } = await open([]);
    await expect.poll(() => posted()).toEqual([{ type: 'ready', version: 1 }]);
    await page.getByText('Reading the run…').waitFor();
    await send(...MESSAGES);
    await page.getByRole('heading', { name: 'a run' }).waitFor();
    const told = MESSAGES.filter(({ type }) => type === 'manifest' || type === 'series');
    await expect.poll(async () => (await posted()).slice(1)).toEqual(told.map(() => ({ type: 'handled' })));
    await page.getByText('Reading the run…').waitFor({ state: 'detached' });
  });

  it.each(['dark', 'light', 'hc'] as const)('draws every chart in the %s theme', async (theme) => {
    await open(MESSAGES, { theme });
    const charts: Readonly<Partial<Record<TabId, readonly string[]>>> = {
      overview: ['loss', 'accuracy'],
      layers: ['byDepth', 'overSteps', 'dead', 'heat-0'],
      health: ['findings'],
    };
    for (const [id, names] of Object.entries(charts)) {
      await tab(id).click();
      for (const chart of names)
        await expect.poll(() => ink(chart), { message: chart }).toBeGreaterThan(1000);
    }
  });

  it('hides and shows an initializer, isolates one, by mouse and by keyboard', async () => {
    const { page } = await open();
    const pressed = async (): Promise<readonly (string | null)[]> => [
      await chip('good').getAttribute('aria-pressed'),
      await chip('bad').getAttribute('aria-pressed'),
    ];
    await chip('bad').click();
    await expect.poll(pressed).toEqual(['true', 'false']);
    await chip('bad').focus();
    await page.keyboard.press('Enter');
    await expect.poll(pressed).toEqual(['true', 'true']);
    await page.keyboard.press('Shift+Enter');
    await expect.poll(pressed).toEqual(['false', 'true']);
    await chip('good').dblclick();
    await expect.poll(pressed).toEqual(['true', 'false']);
  });

  it('keeps its state and restores it', async () => {
    const first = await open();
    await chip('bad').click();
    await panel().page.locator('#loss').getByRole('button', { name: 'log' }).click();
    await expect
      .poll(() => first.kept())
      .toMatchObject({ runFolder: '/runs/one', hiddenInitializers: ['bad'] });
    const kept = await first.kept();
    await first.page.close();
    await open(MESSAGES, { state: kept });
    await expect.poll(() => chip('bad').getAttribute('aria-pressed')).toBe('false');
    const scale = panel().page.locator('#loss').getByRole('button', { name: 'log' });
    await expect.poll(() => scale.getAttribute('aria-pressed')).toBe('true');
  });

  it('says what diverged, on the chip, under the chart and in the table', async () => {
    const { page } = await open();
    await expect.poll(() => chip('bad').innerText()).toContain('1 of 2 seeds diverged');
    const notes = (): Promise<string> => page.locator('#loss .notes').innerText();
    await expect.poll(notes).toContain('× bad NaN from step 5 (1 of 2 seeds)');
    await expect
      .poll(() => page.locator('.results tr', { hasText: 'bad' }).innerText())
      .toContain('diverged');
  });

  it('marks where values stop being finite with a cross', async () => {
    const flat = (broken: number): readonly HostMessage[] => [
      { type: 'manifest', manifest: manifestOf(['flat', 'high'], [0]) },
      {
        type: 'series',
        deltas: [
          deltaOf([['flat', 0], 'train', 'loss', points((step) => (step === 9 ? broken : 2))]),
          deltaOf([['high', 0], 'train', 'loss', points(() => 4)]),
        ],
      },
    ];
    const { send } = await open(flat(2));
    await expect
      .poll(() => colouredRows('loss', COLOURS.dark[0]!))
      .toSatisfy((rows: number) => rows > 0 && rows < 5);
    await send(...flat(Number.NaN));
    await expect.poll(() => colouredRows('loss', COLOURS.dark[0]!)).toBeGreaterThan(7);
  });

  it('shows figures of all seeds in the table', async () => {
    const { page } = await open();
    const cells = page.locator('.results tbody tr', { hasText: 'good' }).locator('td');
    await expect
      .poll(() => cells.allInnerTexts())
      .toEqual(expect.arrayContaining(['96.0 ± 1.4 % at 10', '94.0 ± 1.4 %', '0.0 % → 9.4 %', '1 → 1']));
  });

  it('has what came of each initializer in view where it is narrow, beside a long label', async () => {
    const label = 'He, branches end in zeros · zero-residual';
    const { page } = await open(
      [
        { type: 'manifest', manifest: manifestOf([label], [0]) },
        { type: 'series', deltas: [deltaOf([[label, 0], 'train', 'loss', points(() => 2)])] },
      ],
      { width: 700 },
    );
    const verdict = page.locator('.results tbody tr').getByRole('cell').first();
    await expect.poll(() => verdict.innerText()).not.toBe('');
    const heading = page.locator('.results').getByRole('columnheader', { name: 'Verdict' });
    for (const cell of [heading, verdict]) {
      const box = await cell.boundingBox();
      expect(box && box.x + box.width).toBeLessThan(700);
    }
  });

  it('reads values under the pointer and by keyboard', async () => {
    const { page } = await open();
    const canvas = page.locator('#loss canvas');
    const tooltip = page.locator('#loss .tooltip');
    await expect.poll(() => ink('loss')).toBeGreaterThan(1000);
    await canvas.hover();
    await tooltip.waitFor({ state: 'visible' });
    await expect.poll(() => tooltip.innerText()).toContain('good');
    await page.mouse.move(0, 0);
    await tooltip.waitFor({ state: 'hidden' });
    await canvas.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => tooltip.innerText()).toContain('Step 0');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tooltip.innerText()).toContain('Step 1');
    await page.locator('#accuracy .cursor').waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'hidden' });
    await page.locator('#accuracy .cursor').waitFor({ state: 'hidden' });
  });

  it('grows with each message', async () => {
    const { page, send } = await open();
    const delta = { ...deltaOf([['good', 0], 'train', 'loss', [[20, 0.05]]]), reset: false };
    await send({ type: 'series', deltas: [delta] });
    const last = async (): Promise<string> => {
      // an empty chart takes no focus
      await page.locator('#loss canvas').focus();
      await page.keyboard.press('End');
      return page.locator('#loss .tooltip').innerText();
    };
    await expect.poll(last).toContain('Step 20');
  });

  it('offers only what can be done', async () => {
    const { page, posted, send } = await open();
    const action = (name: string) => page.locator('.actions vscode-button', { hasText: name });
    await action('Run again').waitFor();
    expect(await action('Stop').isVisible()).toBe(false);
    await send(
      { type: 'manifest', manifest: { ...MANIFEST, state: 'running' } },
      { type: 'progress', progress: { stepsPerSecond: 100, etaSeconds: 75, done: 20, total: 80 } },
    );
    await page.getByText('25 % · 20 of 80 updates · 100/s · 1 min 15 s left').waitFor();
    await action('Pause').click();
    await action('Stop').click();
    await expect
      .poll(async () => (await posted()).filter(({ type }) => type === 'control'))
      .toEqual([
        { type: 'control', action: 'pause' },
        { type: 'control', action: 'stop' },
      ]);
    await send({ type: 'manifest', manifest: { ...MANIFEST, state: 'paused' } });
    await action('Resume').waitFor();
  });

  it('says why a run cannot be shown, or failed', async () => {
    const { page, send } = await open([{ type: 'unavailable', reason: 'Its folder is gone.' }]);
    await page.getByRole('alert').getByText('Its folder is gone.').waitFor();
    const failure = { message: 'The trainer ran out of memory.', log: ['line 1', 'line 2'] };
    await send({ type: 'manifest', manifest: { ...MANIFEST, state: 'failed', failure } });
    await page.getByRole('alert').getByText('The trainer ran out of memory.').waitFor();
  });

  it('says what does not fit in a message of another version', async () => {
    const { page, send } = await open([]);
    await send({ type: 'manifest', manifest: { ...MANIFEST, format: 2 } } as unknown as HostMessage);
    await page
      .getByRole('alert')
      .getByText(/format/)
      .waitFor();
  });

  it('keeps names text', async () => {
    const name = '<img src=x onerror="window.hacked=1">';
    const { page } = await open([{ type: 'manifest', manifest: manifestOf([name], [0], { name }) }]);
    await page.getByRole('heading', { name }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it.each([400, 720, 1900])('fits into %d px', async (width) => {
    const { page } = await open(MESSAGES, { width });
    for (const [id, chart] of [
      ['overview', 'loss'],
      ['layers', 'byDepth'],
      ['distributions', undefined],
      ['health', 'findings'],
      ['model', undefined],
    ] as const) {
      await tab(id).click();
      await page.locator(`#panel-${id}`).waitFor({ state: 'visible' });
      if (chart) await expect.poll(() => ink(chart)).toBeGreaterThan(1000);
      // the step's text comes with the frame after the charts
      await page.locator('.scrubber-step', { hasText: 'Step 19' }).waitFor();
      await page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      );
      await expect
        .poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: id })
        .toBeLessThanOrEqual(width);
    }
  });
});
