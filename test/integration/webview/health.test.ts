import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { MESSAGES, usePanels } from './support';

describe.skipIf(!hasChromium())('the health tab', () => {
  const { open, tab, ink, chip } = usePanels();

  it('tells each finding with evidence and advice, the gravest first', async () => {
    const { page } = await open();
    await tab('health').click();
    const titles = page.locator('.finding h3');
    await expect
      .poll(() => titles.allInnerTexts())
      .toEqual(['NaN or infinity', 'Dead units', 'Scale of the inputs']);
    const dead = page.locator('.finding', { hasText: 'Dead units' });
    const text = await dead.innerText();
    for (const part of [
      'seeds 0, 1',
      '62 % of the units',
      'Lower the learning rate.',
      '0.6200, held against 0.5000',
    ])
      expect(text).toContain(part);
    expect(await dead.getByRole('img').getAttribute('aria-label')).toBe('Warning');
    await chip('good').click();
    await expect.poll(() => titles.allInnerTexts()).toEqual(['NaN or infinity', 'Scale of the inputs']);
  });

  it('leads from a finding to its step and layer, by a click', async () => {
    const { page } = await open();
    await tab('health').click();
    await page.getByRole('button', { name: 'Go to step 10, dense_1' }).click();
    await expect.poll(() => page.locator('#overSteps h2').innerText()).toBe('Dead units of dense_1');
    await expect.poll(() => page.locator('.scrubber-step').innerText()).toBe('Step 10 · epoch 1.00');
  });

  it('leads there by keyboard from the time line, and takes the focus along', async () => {
    const { page } = await open();
    await tab('health').click();
    await expect.poll(() => ink('findings')).toBeGreaterThan(300);
    await page.locator('#findings canvas').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('#findings .tooltip').innerText()).toContain('Dead units');
    await page.keyboard.press('Enter');
    await page.locator('#panel-layers').waitFor({ state: 'visible' });
    await expect
      .poll(() => page.evaluate('document.activeElement.id'), { message: 'focus' })
      .toBe('tab-layers');
    await expect.poll(() => page.locator('.scrubber-step').innerText()).toBe('Step 10 · epoch 1.00');
  });

  it('asks for the documentation of a rule', async () => {
    const { page, posted } = await open();
    await tab('health').click();
    const dead = page.locator('.finding', { hasText: 'Dead units' });
    await dead.locator('summary').click();
    await dead.getByRole('button', { name: 'Documentation of Dead units' }).click();
    await expect.poll(async () => (await posted()).at(-1)).toEqual({ type: 'explain', rule: 'deadUnits' });
  });

  it('says when nothing was found, and what was looked for', async () => {
    const { page } = await open(MESSAGES.slice(0, 2));
    await tab('health').click();
    await page.getByText('Nothing was found', { exact: true }).waitFor();
    await page.locator('.watched summary', { hasText: /^\d+ rules watch this run$/ }).click();
    await page.locator('.watched dt', { hasText: 'Dead units' }).waitFor();
  });
});
