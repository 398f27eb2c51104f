import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe } from 'vitest';
import { canRun, environment, FAILURES } from './environment';
import type { Environment } from './environment';
import { startServer } from './server';
import type { ServerOptions, VsCodeServer } from './server';
import { openWorkbench } from './workbench';
import type { Workbench } from './workbench';
import { createWorkspace } from './workspace';
import type { Workspace } from './workspace';

/** VS Code with the packaged extension, a browser on it, and an open folder. */
export interface Editor {
  readonly environment: Environment;
  readonly server: VsCodeServer;
  readonly workbench: Workbench;
  readonly workspace: Workspace;
}

export type EditorOptions = Pick<ServerOptions, 'settings' | 'workspaceTrust' | 'language'>;

/** Tests that share one VS Code while they pass; after a failure the next attempt gets one of its own, and an empty folder. */
export function describeInVsCode(
  name: string,
  options: EditorOptions,
  tests: (editor: () => Editor) => void,
): void {
  describe.skipIf(!canRun)(name, () => {
    let editor: Editor | undefined;
    const shut = async (): Promise<void> => {
      const shutting = editor;
      editor = undefined;
      if (shutting !== undefined) await close(shutting);
    };
    beforeEach(async () => {
      editor ??= await open(options);
    });
    afterEach(async ({ task }) => {
      if (editor === undefined) return;
      if (task.result?.state !== 'fail') {
        await editor.workbench.clear();
        return;
      }
      await keepEvidence(editor, task.name);
      await shut();
    });
    afterAll(shut);
    tests(() => {
      if (editor === undefined) throw new Error('VS Code has not started');
      return editor;
    });
  });
}

async function open(options: EditorOptions): Promise<Editor> {
  const needed = environment();
  const workspace = await createWorkspace();
  const server = await startServer({ ...options, vsix: needed.vsix, vscode: needed.vscode });
  const place = { url: server.url, folder: workspace.folder, chromium: needed.chromium };
  const workbench = await openWorkbench(place).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return { environment: needed, server, workbench, workspace };
}

async function close({ workbench, server, workspace }: Editor): Promise<void> {
  await workbench.close();
  await server.stop();
  await workspace.remove();
}

async function keepEvidence({ workbench, server }: Editor, test: string): Promise<void> {
  await mkdir(FAILURES, { recursive: true });
  const file = path.join(FAILURES, test.replace(/\W+/g, '-'));
  await workbench.page.screenshot({ path: `${file}.png` });
  await writeFile(`${file}.log`, [...workbench.console, server.log()].join('\n'));
  // where nobody can look at the files, the log of the tests is all there is
  const texts = await workbench.page
    .locator(
      '.tabs-container .tab, .sidebar .monaco-list-row, .notification-toast, .quick-input-widget:visible',
    )
    .allInnerTexts();
  console.error(
    `The workbench when "${test}" failed: ${file}.png and .log\n${texts.map((text) => `  ${text.replace(/\s+/g, ' ')}`).join('\n')}`,
  );
}
