import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { formatFindings } from '../../../src/health/finding';
import { healthRules } from '../../../src/health/registry';
import { phrase } from '../../../src/shared/phrase';
import type { HostMessage } from '../../../webview/contract';
import { TAB_IDS } from '../../../webview/model/tabs';
import { englishIn, KOREAN } from '../../unit/korean';
import { FINDINGS } from '../../unit/webview/model/findings';
import { MESSAGES, SWEEP_MESSAGES, usePanels } from './support';

/** As the rules make them. */
const FOUND = FINDINGS.map((finding) => ({
  ...finding,
  phrase: phrase('{0} is the first tensor that is not finite, at step {1}', 'loss', finding.step),
  advice: healthRules[finding.rule].advice,
}));
const MADE: readonly HostMessage[] = [
  ...MESSAGES.filter(({ type }) => type !== 'findings'),
  { type: 'findings', lines: formatFindings(FOUND) },
];

describe.skipIf(!hasChromium())('the run panel in the language of the editor', () => {
  const { open, tab } = usePanels();

  it('speaks Korean where the table has it, and names of a run stay as they are', async () => {
    const texts = KOREAN;
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

  it.each(['overview', 'health'])('leaves nothing that it says in English, in %s', async (id) => {
    const { page } = await open(MADE, { language: { code: 'ko', texts: KOREAN } });
    await tab(id).click();
    const panel = page.locator(`#panel-${id}`);
    await expect.poll(() => panel.innerText()).toContain(id === 'health' ? '텐서는 loss' : '판정');
    expect(englishIn(await panel.innerText())).toEqual([]);
  });

  it('takes a text with markup for text', async () => {
    const texts = { Overview: '</script><b>overview</b>' };
    await open(undefined, { language: { code: 'xx', texts } });
    expect(await tab('overview').innerText()).toBe(texts.Overview);
  });
});
