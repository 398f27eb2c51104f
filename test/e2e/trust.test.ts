import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { until } from './support/wait';
import { config } from './support/workspace';

const RESTRICTED = {
  workspaceTrust: true,
  // the editor's own question at the start: the answer is no
  settings: { 'security.workspace.trust.startupPrompt': 'never' },
};

describeInVsCode('an untrusted workspace', RESTRICTED, (editor) => {
  test('trains nothing, says why, and still checks configs', async () => {
    const { workbench, workspace } = editor();
    await workspace.write('foreign.initscope.yaml', config({ name: 'foreign', steps: 20 }));
    await workbench.openRuns();
    await until(workbench.page.locator('.sidebar .welcome-view-content')).toContain(
      'Nothing runs before you trust',
    );

    await workbench.openFile('foreign.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    const refusal = workbench.notification('Training needs a trusted workspace');
    await refusal.waitFor();
    await refusal.locator('.monaco-button', { hasText: 'Manage workspace trust' }).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
    await refusal.waitFor({ state: 'detached' });
    await workbench.codeLens('Run all 2 initializers').click();
    await refusal.waitFor();
    expect(workspace.has('.initscope')).toBe(false);
  });
});
