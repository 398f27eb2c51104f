import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
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

/** Tests that share one VS Code. Each starts with no editor open. */
export function describeInVsCode(
  name: string,
  options: EditorOptions,
  tests: (editor: () => Editor) => void,
): void {
  describe.skipIf(!canRun)(name, () => {
    let editor: Editor | undefined;
    const current = (): Editor => {
      if (editor === undefined) throw new Error('VS Code has not started');
      return editor;
    };
    beforeAll(async () => {
      const needed = environment();
      const workspace = await createWorkspace();
      const server = await startServer({ ...options, vsix: needed.vsix, vscode: needed.vscode });
      const place = { url: server.url, folder: workspace.folder, chromium: needed.chromium };
      const workbench = await openWorkbench(place).catch(async (error: unknown) => {
        await server.stop();
        throw error;
      });
      editor = { environment: needed, server, workbench, workspace };
    });
    afterEach(async ({ task }) => {
      if (editor === undefined) return;
      if (task.result?.state === 'fail') await keepEvidence(editor, task.name);
      await editor.workbench.clear();
    });
    afterAll(async () => {
      await editor?.workbench.close();
      await editor?.server.stop();
      await editor?.workspace.remove();
    });
    tests(current);
  });
}

async function keepEvidence({ workbench, server }: Editor, test: string): Promise<void> {
  await mkdir(FAILURES, { recursive: true });
  const file = path.join(FAILURES, test.replace(/\W+/g, '-'));
  await workbench.page.screenshot({ path: `${file}.png` });
  await writeFile(`${file}.log`, [...workbench.console, server.log()].join('\n'));
  console.error(`The workbench when "${test}" failed: ${file}.png and .log`);
}
