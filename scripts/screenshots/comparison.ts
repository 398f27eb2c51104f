import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { environment } from '../../test/e2e/support/environment';
import { PATIENCE_MS } from '../../test/e2e/support/patience';
import { createWorkspace } from '../../test/e2e/support/workspace';
import { inWorkbench, WORKBENCH_THEMES } from './window';

/**
 * Pictures of a comparison in a real VS Code: two runs in one panel, and beside it what differs between their configs:
 * `INITSCOPE_VSCODE=… INITSCOPE_CHROMIUM=… tsx scripts/screenshots/comparison.ts [output folder]`. Needs what the
 * end-to-end tests need; `npm test e2e` makes it.
 */
const [output = 'docs/images'] = process.argv.slice(2);

const config = (name: string, optimizer: string): string => `\
name: ${name}
dataset: mnist-embedded
model:
  activation: relu
  layers: [flatten, dense: 128, dense: 64, dense: 10]
initializers:
  - randomNormal: { stddev: 0.01 }
    label: normal, σ 0.01
  - heNormal
training: { optimizer: { ${optimizer} }, batchSize: 128, epochs: 4, seeds: [1, 2, 3] }
`;
const CONFIGS = {
  'with-adam': 'adam: { learningRate: 0.001 }',
  'with-sgd': 'sgd: { learningRate: 0.1 }',
} as const;

const needed = environment();
const workspace = await createWorkspace();
for (const [name, optimizer] of Object.entries(CONFIGS)) {
  await workspace.write(`${name}.initscope.yaml`, config(name, optimizer));
  execFileSync(process.execPath, [needed.cli, 'run', `${name}.initscope.yaml`], {
    cwd: workspace.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

try {
  await inWorkbench({ folder: workspace.folder, size: { width: 1720, height: 800 } }, async (workbench) => {
    const { page } = workbench;
    const isShown = async (selector: string): Promise<boolean> => {
      const found = page.frames().map((frame) => frame.locator(selector).first().isVisible());
      return (await Promise.all(found.map((one) => one.catch(() => false)))).includes(true);
    };
    const drawn = async (): Promise<void> => {
      const deadline = Date.now() + PATIENCE_MS;
      for (const selector of ['.results tbody tr', 'td:text("training.optimizer.name")'])
        while (!(await isShown(selector))) {
          if (Date.now() > deadline)
            throw new Error(
              `No page of the window has shown ${selector} within ${PATIENCE_MS / 1000} s; its pages: ${page
                .frames()
                .map((frame) => frame.url())
                .join(' ')}`,
            );
          await page.waitForTimeout(200);
        }
      // charts come with a later frame
      await page.waitForTimeout(1500);
    };
    await workbench.command('View: Close Primary Side Bar');
    await workbench.command('InitScope: Compare runs');
    await workbench.quickInput.and(page.getByPlaceholder('Which runs are to be compared?')).waitFor();
    for (const name of Object.keys(CONFIGS)) await workbench.pick(name);
    await page.keyboard.press('Enter');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    // a page takes the focus when it has loaded, and a list that loses it closes
    await drawn();
    await mkdir(output, { recursive: true });
    for (const [name, theme] of Object.entries(WORKBENCH_THEMES)) {
      await workbench.theme(theme);
      await page.mouse.move(0, 0);
      await drawn();
      await page.locator('.part.editor').screenshot({ path: path.join(output, `comparison-${name}.png`) });
    }
  });
} finally {
  await workspace.remove();
}
