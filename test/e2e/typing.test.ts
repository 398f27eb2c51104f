import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { runInTerminal } from './support/terminal';
import { LONG, until } from './support/wait';
import { config } from './support/workspace';

describeInVsCode('typing a config', {}, (editor) => {
  test('what is typed is underlined and mended, completed, explained, and run from its own lens', async () => {
    const { workbench, workspace } = editor();
    const { page } = workbench;
    const type = (text: string): Promise<void> => page.keyboard.type(text, { delay: 20 });

    await workspace.write('typed.initscope.yaml', config({ name: 'typed', steps: 20 }));
    await workbench.openFile('typed.initscope.yaml');
    await workbench.codeLens('Run all 2 initializers').waitFor();

    // a squiggle under a misspelt initializer, and the quick fix that mends it
    await workbench.word('heNormal').dblclick();
    await type('heNromal');
    await page.keyboard.press('Escape');
    const squiggle = page.locator('.squiggly-error');
    await squiggle.first().waitFor();
    const fixes = page.locator('.action-widget', { hasText: 'Change to heNormal' });
    // asked until there is an answer: right after typing the editor at times finds none
    const isOffered = async (): Promise<boolean> => {
      await workbench.command('Quick Fix...');
      return fixes.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isOffered, LONG).toBe(true);
    await page.keyboard.press('Enter');
    await squiggle.first().waitFor({ state: 'detached' });
    await workbench.word('heNormal').waitFor();

    // a new line, completed from its first letters
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await type('- glorotU');
    const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: 'glorotUniform' }).first();
    await offered.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await workbench.codeLens('Run all 3 initializers').waitFor();
    await expect.poll(() => squiggle.count(), LONG).toBe(0);

    // the bounds of its weights over the layers, behind it
    await until(page.locator('.view-line', { hasText: 'glorotUniform' })).toMatch(/±0\.0849\s…\s0\.42/);

    // the formula and the prediction on hover
    const hover = await workbench.hoverOver('glorotUniform', 'In this model');
    await until(hover).toMatch(/Glorot[^]*In this model: ×0\.\d+ per layer/);

    // run alone from its lens: the measured result appears beside it
    await page.keyboard.press('Control+S');
    await page.mouse.move(0, 0);
    const result = page
      .locator('.codelens-decoration', { hasText: 'predicted:' })
      .nth(2)
      .locator('a', { hasText: '%' });
    expect(await result.count()).toBe(0);
    await workbench.codeLens('Run this initializer').nth(2).click();
    await until(workbench.panel.state).toBe('Finished');
    expect((await workspace.run('typed')).manifest.experiment.initializers.map(({ label }) => label)).toEqual(
      ['glorotUniform'],
    );
    await workbench.tab('typed.initscope.yaml').click();
    await until(result).toMatch(/last: \d+\.\d %/);
  });

  test('weights to begin with are looked for; the layers that take them over say so', async () => {
    const { workbench, workspace } = editor();
    const { page } = workbench;
    await runInTerminal(editor(), 'giver');
    const text = `${config({ name: 'taken', steps: 20 })}transfer:\n  from: givr\n  reuse: dense_1\n`;
    await workspace.write('taken.initscope.yaml', text);
    await workbench.openFile('taken.initscope.yaml');
    const layers = page.locator('.view-line', { hasText: 'flatten' });
    await until(layers).toMatch(/taken\sover/);

    await workbench.command('Problems: Focus on Problems View');
    const problem = page.locator('.markers-panel .monaco-list-row', {
      hasText: 'weights cannot be taken over',
    });
    await problem.waitFor();
    await page.locator('.view-line span span', { hasText: /^\s?givr$/ }).dblclick();
    await page.keyboard.type('giver');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+S');

    // what trained with these weights has found them; the problem is gone, not only while they are looked for
    await workbench.codeLens('Run all 2 initializers').click();
    await until(workbench.panel.state).toBe('Finished');
    await workbench.tab('taken.initscope.yaml').click();
    await expect.poll(() => problem.count(), LONG).toBe(0);
    const { manifest } = await workspace.run('taken');
    expect(manifest.state).toBe('finished');
  });
});
