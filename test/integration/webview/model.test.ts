import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { usePanels } from './support';

describe.skipIf(!hasChromium())('the model tab', () => {
  const { open, panel, tab, chip } = usePanels();
  const layer = (name: string) => panel().page.getByRole('button', { name: new RegExp(`^${name} `) });
  const shown = (): Promise<string> => panel().page.locator('.layer-facts h2').innerText();

  it('shows what flows at the selected step, and follows it', async () => {
    const { page } = await open();
    await tab('model').click();
    await expect
      .poll(() => layer('dense_1').getAttribute('aria-description'))
      .toContain('Activation variance 2');
    await page.getByRole('slider', { name: 'Step', exact: true }).focus();
    await page.keyboard.press('Home');
    await expect
      .poll(() => layer('dense_1').getAttribute('aria-description'))
      .toContain('Activation variance 1');
    expect(await layer('dense_1').textContent()).toContain('32');
  });

  it('selects a layer for every tab by a click', async () => {
    const { page } = await open();
    await tab('model').click();
    await layer('dense_2').click();
    await expect.poll(shown).toBe('dense_2');
    await expect.poll(() => layer('dense_2').getAttribute('aria-pressed')).toBe('true');
    await tab('layers').click();
    await expect.poll(() => page.locator('#overSteps h2').innerText()).toBe('Activation variance of dense_2');
  });

  it('is one stop for Tab; arrows go from layer to layer, Enter selects', async () => {
    const { page } = await open();
    await tab('model').click();
    await expect.poll(shown).toBe('dense_1');
    await expect.poll(() => page.locator('.graph-layer[tabindex="0"]').count()).toBe(1);
    await layer('dense_1').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(shown).toBe('dense_2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await expect.poll(shown).toBe('dense_3');
    await expect.poll(() => layer('dense_3').evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('lists the operations of a training step once they are asked for', async () => {
    const { page, posted, send } = await open();
    await tab('model').click();
    const asked = async (): Promise<number> =>
      (await posted()).filter(({ type }) => type === 'operations').length;
    const summary = page.getByText('Operations of a training step');
    await summary.waitFor();
    expect(await asked()).toBe(0);
    await summary.click();
    await expect.poll(asked).toBe(1);
    await send({ type: 'noOperations', reason: 'no trainer' });
    await page.getByText('They cannot be listed: no trainer').waitFor();
    await summary.click();
    await summary.click();
    await expect.poll(asked).toBe(2);
    await send({
      type: 'operations',
      operations: [
        {
          kernel: 'BatchMatMul',
          inputs: [
            { shape: [128, 784], name: 'batch/inputs' },
            { shape: [784, 32], name: 'weights/dense_1/kernel' },
          ],
          output: [128, 32],
          makes: [],
        },
        { kernel: 'Sub', inputs: [{ shape: [32] }], output: [32], makes: ['weights/dense_1/bias'] },
      ],
    });
    await expect
      .poll(() => page.locator('.operations tbody tr').allInnerTexts())
      .toEqual([
        '1\tBatchMatMul\tbatch/inputs [128, 784], weights/dense_1/kernel [784, 32]\t[128, 32]\t',
        '2\tSub\t[32]\t[32]\tweights/dense_1/bias',
      ]);
  });

  it('is that of another initializer where the first is hidden, and leaves as SVG and CSV', async () => {
    const { page, posted } = await open();
    await tab('model').click();
    await page.getByRole('heading', { name: 'The network, good' }).waitFor();
    await page.locator('.model').getByRole('button', { name: 'svg' }).click();
    const saved = async () => (await posted()).findLast(({ type }) => type === 'save');
    await expect.poll(saved).toMatchObject({ name: 'Model.svg', mime: 'image/svg+xml' });
    const { content } = (await saved()) as { content: string };
    expect(content).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(content).not.toMatch(/NaN|undefined|color\(/);
    await page.locator('.model').getByRole('button', { name: 'csv' }).click();
    await expect
      .poll(async () => ((await saved()) as { content: string }).content.split('\n')[1])
      .toBe('dense_1,dense,32,25120,2,0.09375');
    await chip('good').click();
    await page.getByRole('heading', { name: 'The network, bad' }).waitFor();
  });
});
