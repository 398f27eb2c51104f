import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { TAB_IDS } from '../../../webview/model/tabs';
import { SWEEP_MESSAGES, usePanels } from './support';

const korean = async (): Promise<Readonly<Record<string, string>>> =>
  JSON.parse(await readFile('l10n/bundle.l10n.ko.json', 'utf8')) as Record<string, string>;

describe.skipIf(!hasChromium())('the run panel in the language of the editor', () => {
  const { open, tab } = usePanels();

  it('speaks Korean where the table has it, and names of a run stay as they are', async () => {
    const texts = await korean();
    const { page } = await open(SWEEP_MESSAGES, { language: { code: 'ko', texts } });
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      '스윕',
      '개요',
      '층',
      '분포',
      '건강',
      '모델',
      '예측',
    ]);
    expect(await page.locator('.run-header .badge').innerText()).toBe(texts['Finished']);
    await expect.poll(() => page.locator('.scrubber-step').innerText()).toBe('스텝 19 · 에포크 1.90, 최신');
    expect(await page.locator('.chip-name').allInnerTexts()).toEqual(['good', 'bad']);
    for (const id of TAB_IDS) {
      await tab(id).click();
      await expect.poll(() => page.locator(`#panel-${id}`).isVisible()).toBe(true);
    }
  });

  it('takes a text with markup for text', async () => {
    const texts = { Overview: '</script><b>overview</b>' };
    await open(undefined, { language: { code: 'xx', texts } });
    expect(await tab('overview').innerText()).toBe(texts.Overview);
  });
});
