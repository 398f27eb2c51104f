import { execFileSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { environment } from '../../test/e2e/support/environment';
import { createWorkspace } from '../../test/e2e/support/workspace';
import { areaOf, inWorkbench, widenSidebar, WORKBENCH_THEMES } from './window';

/**
 * Pictures of the packaged extension in a real VS Code, from real runs of the examples:
 * `INITSCOPE_VSCODE=… INITSCOPE_CHROMIUM=… tsx scripts/screenshots/vscode.ts [output folder]`. Needs what the
 * end-to-end tests need; `npm test e2e` makes it.
 */
const MAIN = 'mnist-initializers.initscope.yaml';
const [output = 'docs/images'] = process.argv.slice(2);

const needed = environment();
const workspace = await createWorkspace();
await cp('examples', workspace.folder, { recursive: true });
for (const example of ['activation-zoo/tanh', 'spiral', 'mnist-initializers'])
  execFileSync(process.execPath, [needed.cli, 'run', `${example}.initscope.yaml`], {
    cwd: workspace.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

try {
  await inWorkbench({ folder: workspace.folder, size: { width: 1720, height: 1080 } }, async (workbench) => {
    const { page, panel } = workbench;
    await workbench.openRuns();
    await widenSidebar(workbench, 80);
    await workbench.openFile(MAIN);
    await workbench.command('InitScope: Run init experiment');
    await panel.state.filter({ hasText: 'Finished' }).waitFor({ timeout: 300_000 });
    await workbench.codeLens('best:').waitFor();
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.row('spiral').click();
    await workbench.unfold(workbench.runOf('spiral'));
    await mkdir(output, { recursive: true });
    const file = (part: string, name: string): string => path.join(output, `${part}-${name}.png`);
    const settle = async (theme: string): Promise<void> => {
      await workbench.theme(theme);
      await workbench.tab(MAIN).click();
      await page.mouse.move(0, 0);
    };
    for (const [name, theme] of Object.entries(WORKBENCH_THEMES)) {
      await settle(theme);
      await page.screenshot({ path: file('workbench', name) });
      const rows = page.locator('.sidebar .pane-body .monaco-list-row');
      const top = page.locator('.part.sidebar .composite.title');
      const clip = await areaOf(page, top, ...(await rows.all()));
      await page.screenshot({ path: file('explorer', name), clip });
    }
    await workbench.command('View: Close Editors in Other Groups');
    for (const [name, theme] of Object.entries(WORKBENCH_THEMES)) {
      await settle(theme);
      const lines = page.locator('.editor-instance .view-line');
      const clip = await areaOf(page, page.locator('.editor-group-container .title'), ...(await lines.all()));
      await page.screenshot({ path: file('codelens', name), clip });
    }
  });
} finally {
  await workspace.remove();
}
