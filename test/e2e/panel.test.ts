import { expect, test } from 'vitest';
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
