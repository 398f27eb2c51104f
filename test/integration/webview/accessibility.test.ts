import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { THEMES } from '../../../scripts/screenshots/themes';
import { TAB_IDS } from '../../../webview/model/tabs';
import { usePanels } from './support';

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(!hasChromium())('the run panel for everyone', () => {
  const { open, tab } = usePanels();
  let axe = '';
  beforeAll(async () => {
    axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  });

  const themes = Object.keys(THEMES) as (keyof typeof THEMES)[];
  it.each(themes.flatMap((theme) => TAB_IDS.map((id) => [id, theme] as const)))(
    'axe-core finds nothing serious in the tab %s of the %s theme',
    async (id, theme) => {
      const { page } = await open(undefined, { theme });
      await tab(id).click();
      await expect.poll(() => page.locator(`#panel-${id}`).isVisible()).toBe(true);
      await page.evaluate(axe);
      const violations: readonly Violation[] = await page.evaluate(
        'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
      );
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id: rule, help, nodes }) => ({
          rule,
          help,
          where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
        })),
      ).toEqual([]);
    },
  );
});
