/**
 * How long the extension takes to be activated, as VS Code itself tells it (Developer: Show Running Extensions: loading the
 * code and calling `activate`): `INITSCOPE_VSCODE=… INITSCOPE_CHROMIUM=… npm run bench -- activation [windows]`, with the
 * package that `npm test e2e` makes. Each window has an extension host of its own; the first one is cold.
 */
import { openWorkbench } from '../test/e2e/support/workbench';
import { startServer } from '../test/e2e/support/server';
import { config, createWorkspace } from '../test/e2e/support/workspace';

const WINDOWS = Number(process.argv[2] ?? 5);
const CONFIG = 'small.initscope.yaml';

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
        await workbench.openFile(CONFIG);
        await workbench.command('Developer: Show Running Extensions');
        const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row', {
          hasText: 'InitScope',
        });
        const time = row.locator('.activation-time', { hasText: 'ms' });
        await time.waitFor();
        console.log(await time.textContent());
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
