import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { runInTerminal, untilListed } from './support/terminal';
import { LONG, until } from './support/wait';
import { config } from './support/workspace';

describeInVsCode('what a run has kept', {}, (editor) => {
  test('checkpoints stand below their initializer: evaluated, tabulated, and the beginning of another experiment', async () => {
    const { workbench, workspace } = editor();
    const { page, panel } = workbench;
    const keeping = config({ name: 'kept', steps: 60 }).replace(
      'evaluationInterval: 50',
      'evaluationInterval: 20, checkpoint: { steps: 20, keepLast: 3 }',
    );
    await workbench.openRuns();
    await runInTerminal(editor(), 'kept', keeping);
    await untilListed(editor(), 'kept');
    await workbench.unfold(workbench.runOf('kept'));
    await workbench.unfold(workbench.row(/^heNormal/));
    const checkpoint = (step: number) => workbench.row(new RegExp(`^Step ${step}`));
    await until(checkpoint(60)).toMatch(/accuracy \d+\.\d % · latest/);
    expect(await checkpoint(20).count()).toBe(1);
    expect(await checkpoint(40).count()).toBe(1);

    await workbench.contextMenu(checkpoint(40), 'Evaluate');
    await workbench
      .notification(/heNormal, seed \d+, step 40: accuracy \d+\.\d %, loss \S+ on 300 validation samples/)
      .waitFor();

    await workbench.contextMenu(checkpoint(60), 'Show weights across checkpoints');
    await workbench.tab('Weights of heNormal').waitFor();
    const table = panel.frame.locator('h3', { hasText: 'dense_1/kernel' }).locator('+ table');
    await until(table).toMatch(/Step\s*Mean[^]*20[^]*40[^]*60[^]*\d %/);

    await workbench.contextMenu(checkpoint(60), 'New experiment from here');
    await workbench.tab('kept-step-60.initscope.yaml').waitFor();
    await workbench.codeLens('Run all 2 initializers').waitFor();
    await until(page.locator('.view-lines')).toMatch(/checkpoint:\s60/);
    expect(workspace.has('kept-step-60.initscope.yaml')).toBe(true);
  });

  test('the operations of the compiled step are listed in the Model tab', async () => {
    const { workbench } = editor();
    const { panel } = workbench;
    await workbench.openRuns();
    await runInTerminal(editor(), 'listed');
    await untilListed(editor(), 'listed');
    await workbench.runOf('listed').click();
    await until(panel.state).toBe('Finished');
    await panel.openTab('Model');
    const operations = panel.frame.locator('details.operations');
    await operations.locator('summary').click();
    const rows = operations.locator('tbody tr');
    await expect.poll(() => rows.count(), LONG).toBeGreaterThan(20);
    await until(operations.locator('.hint')).toMatch(/^\d+ in the order in which they run/);
    await until(rows.filter({ hasText: 'MatMul' })).toContain('48');
  });
});
