import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { MESSAGES, SWEEP_MESSAGES, usePanels } from './support';

describe.skipIf(!hasChromium())('the sweep tab', () => {
  const { open, tab, ink, chip } = usePanels();

  it('is for runs of a sweep, and shown when the host asks for it', async () => {
    const { page, send } = await open();
    await tab('overview').waitFor();
    expect(await tab('sweep').isVisible()).toBe(false);
    await send(...SWEEP_MESSAGES, { type: 'show', tab: 'sweep' });
    await page.locator('#panel-sweep').waitFor({ state: 'visible' });
    expect(await tab('sweep').getAttribute('aria-selected')).toBe('true');
  });

  it('says so while no run has a figure', async () => {
    const { page } = await open(SWEEP_MESSAGES.slice(0, -1));
    await tab('sweep').click();
    await page.getByText('No run of this sweep has a figure yet').waitFor();
  });

  it('draws a heatmap for each initializer shown, with the points that have no figure in words', async () => {
    const { page } = await open(SWEEP_MESSAGES);
    await tab('sweep').click();
    await expect.poll(() => ink('sweep-0')).toBeGreaterThan(5_000);
    const titles = page.locator('#panel-sweep h2:visible');
    await expect.poll(() => titles.allInnerTexts()).toEqual(['Final accuracy, good', 'Final accuracy, bad']);
    expect(await page.locator('#sweep-0 .notes').innerText()).toContain('diverged');
    await chip('good').click();
    await expect.poll(() => titles.allInnerTexts()).toEqual(['Final accuracy, bad']);
  });

  it('opens the run of a cell by a click', async () => {
    const { page, posted } = await open(SWEEP_MESSAGES);
    await tab('sweep').click();
    await expect.poll(() => ink('sweep-0')).toBeGreaterThan(5_000);
    const canvas = page.locator('#sweep-0 canvas');
    const box = (await canvas.boundingBox())!;
    // the plotting area lies between the values of `scale` and the scale of colours: depth 5 is left of its middle
    await canvas.click({ position: { x: box.width * 0.3, y: box.height * 0.15 } });
    await expect.poll(async () => (await posted()).at(-1)).toEqual({ type: 'open', folder: '/runs/0-0-0' });
  });

  it('is gone through by keys, and Enter opens the run', async () => {
    const { page, posted } = await open(SWEEP_MESSAGES);
    await tab('sweep').click();
    await expect.poll(() => ink('sweep-0')).toBeGreaterThan(5_000);
    await page.locator('#sweep-0 canvas').focus();
    await page.keyboard.press('End');
    const tooltip = page.locator('#sweep-0 .tooltip');
    await expect.poll(() => tooltip.innerText()).toContain('depth = 10');
    const picture = (): Promise<string> =>
      page.locator('#sweep-0 canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const drawn = await picture();
    await page.keyboard.press('ArrowDown');
    // keys act on what is shown: the row is selected once it is framed
    await expect.poll(picture).not.toBe(drawn);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await posted()).at(-1)).toEqual({ type: 'open', folder: '/runs/0-1-1' });
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => tooltip.innerText()).toContain('depth = 5');
    expect(await tooltip.innerText()).toContain('diverged');
  });

  it('has its figures as a table', async () => {
    const { page } = await open(SWEEP_MESSAGES);
    await tab('sweep').click();
    await page.locator('#sweep-0').getByRole('button', { name: 'table' }).click();
    const rows = page.locator('#sweep-0 table[aria-labelledby] tbody tr');
    await expect.poll(() => rows.count()).toBe(6);
    expect(await rows.last().innerText()).toContain('not run yet');
  });

  it('keeps to its place when the run is part of no sweep any more', async () => {
    const { page } = await open(MESSAGES, { state: { tab: 'sweep' } });
    await page.locator('#panel-overview').waitFor({ state: 'visible' });
  });
});
