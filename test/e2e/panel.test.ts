import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RunReader } from '../../src/runs/store/runReader';
import { describeInVsCode } from './support/editor';
import { LONG, until } from './support/wait';
import { config } from './support/workspace';

const VIOLATION = /Content Security Policy|Refused to/;

describeInVsCode('the run panel', {}, (editor) => {
  test('keeps to its content security policy in a dark and in a light theme, and takes on their colours', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('policy.initscope.yaml', config({ name: 'policy', steps: 100 }));
    await workbench.openFile('policy.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Finished');

    const background = (): Promise<string> =>
      panel.frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    for (const [theme, colour] of [
      ['Dark Modern', 'rgb(31, 31, 31)'],
      ['Light Modern', 'rgb(255, 255, 255)'],
    ] as const) {
      await workbench.theme(theme);
      await expect.poll(background, LONG).toBe(colour);
      await panel.lastStep();
      await panel.chip('zeros').click();
      await panel.choose('X axis', 'Epoch');
      await panel.frame.locator('#loss').getByRole('button', { name: 'log', exact: true }).click();
      await panel.chip('zeros').click();
      await panel.choose('X axis', 'Step');
      await panel.openEveryTab();
    }
    expect(workbench.console.filter((message) => VIOLATION.test(message))).toEqual([]);
  });

  test('asks the networks that were kept for predictions, in a process of their own', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('asked.initscope.yaml', config({ name: 'asked', steps: 100 }));
    await workbench.openFile('asked.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Finished');
    const reader = await RunReader.load((await workspace.run('asked')).folder);
    const recorded = reader.find({ initializer: 'heNormal', seed: 1, split: 'validation', tag: 'accuracy' });
    const accuracy = recorded?.values.at(-1) ?? NaN;

    await panel.openTab('Predictions');
    const matrix = panel.frame.locator('.confusion', { hasText: 'heNormal' }).locator('.matrix');
    await matrix.waitFor(LONG);
    const rows = await matrix.locator('tbody tr').allInnerTexts();
    const counts = rows.map((row) => row.split('\t').slice(1).map(Number));
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(300);
    const right = counts.reduce((sum, row, index) => sum + (row[index] ?? NaN), 0);
    expect(right).toBe(Math.round(300 * accuracy));

    await panel.frame.locator('.sample').first().press('ArrowRight');
    await panel.frame.getByText(/^Sample 1, class \d$/).waitFor();
    await until(panel.frame.locator('.answers tbody tr', { hasText: 'heNormal' })).toMatch(/\d+\.\d %/);
  });

  test('gives its charts away as CSV, SVG, PNG and Markdown', async () => {
    const { workbench, workspace } = editor();
    const { page, panel, quickInput } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workspace.write('given.initscope.yaml', config({ name: 'given', steps: 100 }));
    await workbench.openFile('given.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Finished');
    const card = panel.frame.locator('#accuracy');
    const title = await card.locator('h2').innerText();
    const take = async (item: string): Promise<void> => {
      await card.locator('.menu summary').click();
      await card.getByRole('button', { name: item }).click();
    };

    for (const [item, ending, start] of [
      ['CSV table', 'csv', 'Step,Epoch,'],
      ['SVG picture', 'svg', '<svg'],
      ['PNG picture', 'png', '\x89PNG'],
    ] as const) {
      const file = `${title}.${ending}`;
      await take(item);
      await expect.poll(() => quickInput.inputValue(), LONG).toBe(path.join(workspace.folder, file));
      await quickInput.press('Enter');
      await expect.poll(() => workspace.has(file), LONG).toBe(true);
      await expect
        .poll(async () =>
          (await readFile(path.join(workspace.folder, file), 'latin1')).slice(0, start.length),
        )
        .toBe(start);
    }
    await take('Copy as Markdown');
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()), LONG)
      .toMatch(/^\| Step \| Epoch \|/);
  });

  test('is used by keyboard alone, from the config to a step of a layer', async () => {
    const { workbench, workspace } = editor();
    const { page, panel, quickInput } = workbench;
    await workspace.write('keys.initscope.yaml', config({ name: 'keys', steps: 100 }));
    const palette = async (text: string): Promise<void> => {
      await page.keyboard.press('F1');
      await quickInput.fill(text);
      const first = page.locator('.quick-input-list .monaco-list-row').first();
      await first.filter({ hasText: text.replace('>', '').split('/').at(-1) ?? '' }).waitFor();
      await page.keyboard.press('Enter');
    };
    await palette(`${workspace.folder}/keys.initscope.yaml`);
    await workbench.tab('keys.initscope.yaml').waitFor();
    await palette('>InitScope: Run init experiment');
    await until(panel.state).toBe('Finished');

    await palette('>View: Focus Next Editor Group');
    const tabTo = async (selector: string): Promise<void> => {
      await expect
        .poll(async () => {
          if ((await panel.frame.locator(`${selector}:focus`).count()) > 0) return selector;
          await page.keyboard.press('Tab');
          return '';
        }, LONG)
        .toBe(selector);
    };
    await tabTo('[role="tab"]');
    await page.keyboard.press('ArrowRight');
    await until(panel.frame.locator('[role="tab"][aria-selected="true"]')).toBe('Layers');
    await tabTo('#overSteps canvas');
    await page.keyboard.press('Home');
    await until(panel.frame.locator('#overSteps .tooltip-heading')).toContain('Step 0');
    await page.keyboard.press('Enter');
    await until(panel.frame.locator('.scrubber-step')).toContain('before training');
  });

  test('comes back after the window is reloaded, as it was left, with the runs in the explorer', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('kept.initscope.yaml', config({ name: 'kept', steps: 100 }));
    await workbench.openRuns();
    await workbench.openFile('kept.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Finished');
    await panel.chip('zeros').click();
    await panel.openTab('Layers');
    await panel.choose('Layer', 'dense_1');
    const heading = panel.frame.locator('#overSteps h2');
    await until(heading).toContain('dense_1');
    const shown = await heading.textContent();
    const title = (await panel.title.textContent()) ?? '';

    await workbench.reload();
    await until(panel.state).toBe('Finished');
    await until(panel.title).toBe(title);
    const pressed = (initializer: string) =>
      expect.poll(() => panel.chip(initializer).getAttribute('aria-pressed'), LONG);
    await pressed('zeros').toBe('false');
    await pressed('heNormal').toBe('true');
    await until(heading).toBe(shown);
    await panel.openTab('Overview');
    await expect.poll(() => panel.lastStep(), LONG).toBe(100);
    await workbench.tab('kept.initscope.yaml').waitFor();
    await workbench.openRuns();
    await until(workbench.row('kept')).toContain('1 run');
    await until(workbench.runOf('kept')).toMatch(/heNormal \d+\.\d %/);
  });
});
