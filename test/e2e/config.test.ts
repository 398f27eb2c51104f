import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { LONG, until } from './support/wait';
import { config, ENDLESS } from './support/workspace';

describeInVsCode('experiments as files', {}, (editor) => {
  test('an empty workspace says what to do; an experiment made from a template there is run at once', async () => {
    const { workbench, workspace } = editor();
    await workbench.openRuns();
    const welcome = workbench.page.locator('.sidebar .welcome-view-content');
    await until(welcome).toContain('No run yet');

    await welcome.getByRole('button', { name: 'Run the example' }).waitFor();
    await workbench.command('InitScope: Run init experiment');
    await workbench.pick('Minimal');
    await workbench.tab('minimal.initscope.yaml').waitFor();
    await until(workbench.panel.state).toBe('Finished');
    expect(workspace.has('minimal.initscope.yaml')).toBe(true);
    await welcome.waitFor({ state: 'hidden' });
  });

  test('a new experiment is made from a template and opened, beside one of the same name', async () => {
    const { workbench, workspace } = editor();
    await workspace.write('dying-relu.initscope.yaml', config({ name: 'mine', steps: 1 }));
    await workbench.command('InitScope: New experiment');
    await workbench.pick('Dying ReLU');
    await workbench.tab('dying-relu-2.initscope.yaml').waitFor();
    await workbench.codeLens(/Run all \d+ initializers/).waitFor();
    expect(workspace.has('dying-relu-2.initscope.yaml')).toBe(true);
  });

  test('a mistake is underlined and explained, stops a run, and is gone once it is mended', async () => {
    const { workbench, workspace } = editor();
    const { page } = workbench;
    const text = config({ name: 'mistaken', initializers: ['zeros', 'heNromal'], steps: ENDLESS });
    await workspace.write('mistaken.initscope.yaml', text);
    await workbench.openFile('mistaken.initscope.yaml');
    const squiggle = page.locator('.squiggly-error');
    await expect.poll(() => squiggle.count(), LONG).toBe(1);
    await workbench.command('Problems: Focus on Problems View');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'heNromal' });
    await until(problem).toMatch(/heNormal.*InitScope/);

    await workbench.command('InitScope: Run init experiment');
    await workbench.notification(/mistaken\.initscope\.yaml:8:5: .*heNromal/).waitFor();
    expect(await workspace.runs('mistaken')).toEqual([]);

    await page.locator('.view-line span', { hasText: /^heNromal$/ }).dblclick();
    await page.keyboard.type('heNormal');
    await page.keyboard.press('Escape');
    await squiggle.waitFor({ state: 'detached' });
    await problem.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+S');
    await workbench.codeLens('Run all 2 initializers').waitFor();
  });

  test('the doctor shows what every engine can do here, and what to do about the others', async () => {
    const { workbench } = editor();
    await workbench.command('InitScope: Doctor');
    // first, for it leaves after ten seconds
    await workbench.notification('Experiments train on onnxruntime').waitFor();
    const page = workbench.panel.frame;
    const row = (engine: string) => page.locator('tr', { has: page.locator(`code:text-is("${engine}")`) });
    await expect.poll(() => row('wasm').count(), LONG).toBe(1);
    expect(await row('wasm').textContent()).toContain('✓ yes');
    expect(await row('onnxruntime').textContent()).toContain('✓ yes');
    expect(await row('cpu').textContent()).toContain('✓ yes');
    expect(await row('tensorflow-gpu').textContent()).toContain('✗ no');
    expect(await page.locator('body').textContent()).toMatch(/With auto, experiments train on onnxruntime/);
  });
});
