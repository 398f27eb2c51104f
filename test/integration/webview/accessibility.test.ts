import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { THEMES } from '../../../scripts/screenshots/themes';
import { TAB_IDS } from '../../../webview/model/tabs';
import { seriousViolations, SWEEP_MESSAGES, usePanels } from './support';

describe.skipIf(!hasChromium())('the run panel for everyone', () => {
  const { open, tab } = usePanels();

  const themes = Object.keys(THEMES) as (keyof typeof THEMES)[];
  it.each(themes.flatMap((theme) => TAB_IDS.map((id) => [id, theme] as const)))(
    'axe-core finds nothing serious in the tab %s of the %s theme',
    async (id, theme) => {
      const { page } = await open(id === 'sweep' ? SWEEP_MESSAGES : undefined, { theme });
      await tab(id).click();
      await expect.poll(() => page.locator(`#panel-${id}`).isVisible()).toBe(true);
      expect(await seriousViolations(page)).toEqual([]);
    },
  );
});
