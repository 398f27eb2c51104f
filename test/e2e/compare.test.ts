import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { LONG, until } from './support/wait';
import { config } from './support/workspace';

describeInVsCode('comparison', {}, (editor) => {
  test('any runs are shown in one panel, with what differs between their configs beside', async () => {
    const { workbench, workspace } = editor();
    const { page, panel } = workbench;
    for (const [name, steps] of [
      ['first', 100],
      ['second', 200],
    ] as const) {
      await workspace.write(`${name}.initscope.yaml`, config({ name, initializers: ['heNormal'], steps }));
      await workbench.openFile(`${name}.initscope.yaml`);
      await workbench.command('InitScope: Run init experiment');
      await until(panel.state).toBe('Finished');
      await workbench.clear();
    }

    await workbench.command('InitScope: Compare runs');
    await workbench.quickInput.and(page.getByPlaceholder('Which runs are to be compared?')).waitFor();
    for (const name of ['first', 'second']) await workbench.pick(`${name} · heNormal`);
    await page.keyboard.press('Enter');

    const frames = async (selector: string): Promise<string> => {
      const texts: string[] = [];
      for (const frame of page.frames())
        texts.push(
          ...(await frame
            .locator(selector)
            .allTextContents()
            .catch(() => [])),
        );
      return texts.join('\n');
    };
    await expect.poll(() => frames('.legend .chip'), LONG).toMatch(/heNormal · second.*heNormal · first/s);
    await expect.poll(() => frames('table td'), LONG).toContain('training.length.steps');
    await expect.poll(() => frames('.run-header .facts'), LONG).toContain('Several runs');
  });
});
