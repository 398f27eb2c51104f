import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { usePanels } from './support';

describe.skipIf(!hasChromium())('moving about in the run panel', () => {
  const { open, tab, ink } = usePanels();

  it('goes from tab to tab by keyboard', async () => {
    const { page } = await open();
    const shown = (): Promise<readonly string[]> =>
      page.locator('[role=tabpanel]:visible').evaluateAll((panels) => panels.map(({ id }) => id));
    await tab('overview').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(shown).toEqual(['panel-layers']);
    await expect.poll(() => tab('layers').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Home');
    await expect.poll(shown).toEqual(['panel-overview']);
  });

  it('moves every tab to a step, by scrubber, by playing and by a click in a chart', async () => {
    const { page } = await open();
    const step = page.locator('.scrubber-step');
    const slider = page.getByRole('slider', { name: 'Step', exact: true });
    await expect.poll(() => step.innerText()).toBe('Step 19 · epoch 1.90, latest');
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => step.innerText()).toBe('Step 0 · epoch 0.00, before training');
    await tab('layers').click();
    await expect.poll(() => page.locator('#byDepth .hint').innerText()).toContain('At step 0.');
    await page.getByRole('button', { name: 'Play the steps' }).click();
    await expect.poll(() => step.innerText()).toContain('latest');
    await tab('overview').click();
    await page.locator('#loss canvas').waitFor({ state: 'visible' }); // what is hidden takes no focus
    await page.locator('#loss canvas').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => step.innerText()).toBe('Step 1 · epoch 0.10');
  });

  it('selects the layer that is clicked in one chart for all', async () => {
    const { page } = await open();
    await tab('layers').click();
    const title = page.locator('#overSteps h2');
    await expect.poll(() => title.innerText()).toBe('Activation variance of dense_1');
    await expect.poll(() => ink('byDepth')).toBeGreaterThan(1000);
    const { width, height } = (await page.locator('#byDepth canvas').boundingBox())!;
    await page.locator('#byDepth canvas').click({ position: { x: 0.8 * width, y: height / 2 } });
    await expect.poll(() => title.innerText()).toBe('Activation variance of dense_2');
  });

  it('zooms by brush, wheel and keys, in every chart of the same axis, and back', async () => {
    const { page, kept } = await open();
    const range = async (): Promise<readonly [number, number] | undefined> =>
      ((await kept()) as { zoom?: Record<string, [number, number]> } | undefined)?.zoom?.['step'];
    const canvas = page.locator('#loss canvas');
    await expect.poll(() => page.locator('#loss .notes').innerText()).toContain('NaN');
    await canvas.hover(); // once it stands still
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 120, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.locator('#accuracy .notes').innerText()).toContain('Zoomed in');
    const brushed = (await range())!;
    expect(brushed[0]).toBeGreaterThan(1);
    expect(brushed[1]).toBeLessThan(15);
    await canvas.dblclick();
    await expect.poll(range).toBeUndefined();
    await canvas.hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await expect.poll(range).toBeDefined();
    await canvas.focus();
    await page.keyboard.press('0');
    await expect.poll(range).toBeUndefined();
    await page.keyboard.press('+');
    const zoomed = await expect.poll(range).toBeDefined().then(range);
    await page.keyboard.press('PageDown');
    await expect.poll(async () => (await range())![0]).toBeGreaterThan(zoomed![0]);
  });
});
