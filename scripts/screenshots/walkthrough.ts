import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createWorkspace } from '../../test/e2e/support/workspace';
import { inWorkbench, WORKBENCH_THEMES } from './window';

/**
 * Pictures of the walkthrough's first steps, from walking it in a real VS Code; the last are those of the docs:
 * `INITSCOPE_VSCODE=… INITSCOPE_CHROMIUM=… tsx scripts/screenshots/walkthrough.ts [output folder]`. Needs what the
 * end-to-end tests need; `npm test e2e` makes it.
 */
const [output = 'media/walkthrough'] = process.argv.slice(2);

const workspace = await createWorkspace();
const settings = { 'editor.minimap.enabled': false };
try {
  await inWorkbench(
    { folder: workspace.folder, size: { width: 1100, height: 720 }, settings },
    async (workbench) => {
      const { page } = workbench;
      await mkdir(output, { recursive: true });
      const file = (name: string, theme: string): string => path.join(output, `${name}-${theme}.png`);
      const inEachTheme = async (take: (theme: string) => Promise<void>): Promise<void> => {
        for (const [name, theme] of Object.entries(WORKBENCH_THEMES)) {
          await workbench.theme(theme);
          await page.mouse.move(0, 0);
          await take(name);
        }
      };

      await inEachTheme(async (theme) => {
        await workbench.command('InitScope: New experiment');
        const list = page.locator('.quick-input-widget');
        await list.locator('.monaco-list-row', { hasText: 'MNIST, six initializers' }).waitFor();
        await list.screenshot({ path: file('choose', theme) });
        await page.keyboard.press('Escape');
      });

      await workbench.command('InitScope: New experiment');
      await workbench.pick('MNIST, six initializers');
      await workbench.codeLens('Run all 6 initializers').waitFor();
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await inEachTheme(async (theme) => {
        await page.locator('.editor-instance').screenshot({ path: file('train', theme) });
      });
    },
  );
} finally {
  await workspace.remove();
}
