/**
 * How long the extension takes to be activated, as VS Code itself tells it (Developer: Startup Performance): loading the
 * code and calling `activate`, which is the figure beside running extensions, and what goes on after that, when others have
 * had their turn: `INITSCOPE_VSCODE=… INITSCOPE_CHROMIUM=… npm run bench -- activation [windows]`, with the package that
 * `npm test e2e` makes. Each window has an extension host of its own; the first one is cold.
 */
import { openWorkbench } from '../test/e2e/support/workbench';
import type { Workbench } from '../test/e2e/support/workbench';
import { startServer } from '../test/e2e/support/server';
import { config, createWorkspace } from '../test/e2e/support/workspace';

const WINDOWS = Number(process.argv[2] ?? 5);
/** Milliseconds in which extensions that start with the window have started: what they load in between is counted, too. */
const SETTLED = 10_000;
const CONFIG = 'small.initscope.yaml';

/** `3 + 1 ms, then 120 ms (onLanguage:initscope)`, once it is activated. */
async function activationOf(workbench: Workbench): Promise<string> {
  const { page } = workbench;
  await workbench.codeLens('Run all').waitFor();
  await workbench.command('Developer: Startup Performance');
  await page.locator('.view-line', { hasText: 'System Info' }).click();
  await page.keyboard.press('Control+F');
  await page.keyboard.type('initscope.initscope');
  const row = page.locator('.view-line', { hasText: /initscope\.initscope\s+\|/ }).first();
  await row.waitFor();
  const [, , , load = '', call = '', finish = '', event = ''] = ((await row.textContent()) ?? '')
    .split('|')
    .map((cell) => cell.trim());
  return `${load} + ${call} ms, then ${finish} ms (${event})`;
}

async function main(): Promise<void> {
  const { INITSCOPE_VSCODE: vscode, INITSCOPE_CHROMIUM: chromium } = process.env;
  if (vscode === undefined || chromium === undefined)
    throw new Error('INITSCOPE_VSCODE and INITSCOPE_CHROMIUM must say where they are.');
  const workspace = await createWorkspace();
  await workspace.write(CONFIG, config({ name: 'small', steps: 20 }));
  const server = await startServer({ vsix: '.cache/initscope.vsix', vscode });
  try {
    const workbench = await openWorkbench({ url: server.url, folder: workspace.folder, chromium });
    try {
      for (let window = 0; window < WINDOWS; window++) {
        if (window > 0) await workbench.reload();
        await workbench.page.waitForTimeout(SETTLED);
        await workbench.openFile(CONFIG);
        console.log(await activationOf(workbench));
        await workbench.clear();
      }
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
    await workspace.remove();
  }
}

void main();
