import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/runs/clock';
import { EventFileWriter } from '../../src/runs/events/eventFileWriter';
import { describeInVsCode } from './support/editor';
import { runInTerminal, untilListed } from './support/terminal';
import { LONG, until } from './support/wait';

describeInVsCode('runs', {}, (editor) => {
  test('a run made by the command line appears in the explorer, and opens from there', async () => {
    const { workbench } = editor();
    await workbench.openRuns();
    await runInTerminal(editor(), 'terminal');

    await untilListed(editor(), 'terminal');
    await workbench.openRun(workbench.runOf('terminal'));
    await until(workbench.panel.state).toBe('Finished');
    await expect.poll(() => workbench.panel.lastStep(), LONG).toBe(60);
    await until(workbench.panel.title).toBe('terminal');
  });

  test('a run is renamed from its context menu', async () => {
    const { workbench, workspace } = editor();
    await workbench.openRuns();
    await runInTerminal(editor(), 'named');
    await untilListed(editor(), 'named');
    await workbench.openRun(workbench.runOf('named'));
    await until(workbench.panel.state).toBe('Finished');

    await workbench.contextMenu(workbench.runOf('named'), 'Rename run');
    await workbench.quickInput.fill('wider, He');
    await workbench.quickInput.press('Enter');
    await until(workbench.runOf('named')).toContain('wider, He');
    await workbench.tab('wider, He').waitFor();
    await until(workbench.panel.title).toBe('wider, He');
    expect((await workspace.run('named')).manifest.name).toBe('wider, He');
  });

  test('a run is deleted from its context menu, and brought back', async () => {
    const { workbench, workspace } = editor();
    await workbench.openRuns();
    await runInTerminal(editor(), 'deleted');
    await untilListed(editor(), 'deleted');
    const { folder } = await workspace.run('deleted');

    await workbench.contextMenu(workbench.runOf('deleted'), 'Delete run');
    await workbench.row('deleted').waitFor({ state: 'detached' });
    await expect.poll(() => existsSync(folder), LONG).toBe(false);

    // in the list behind the bell: from the corner it leaves after ten seconds
    await workbench.command('Notifications: Show Notifications');
    await workbench.listedNotification('Deleted').getByRole('button', { name: 'Undo' }).click();
    await until(workbench.row('deleted')).toContain('1 run');
    expect(existsSync(folder)).toBe(true);
  });

  test('from the config that a run.json names one goes to its file', async () => {
    const { workbench, workspace } = editor();
    const { page } = workbench;
    await runInTerminal(editor(), 'linked');
    const { folder } = await workspace.run('linked');
    await workbench.openFile(path.join(path.relative(workspace.folder, folder), 'run.json'));
    await page.locator('.view-line', { hasText: '"format"' }).click();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('linked.initscope.yaml');
    await page.locator('.find-widget .matchesCount', { hasText: '1 of' }).waitFor();
    await page.keyboard.press('Escape');
    await workbench.command('Go to Definition');
    await workbench.tab('linked.initscope.yaml').waitFor();
    await workbench.codeLens('Run all 2 initializers').waitFor();
  });

  test('logs of another program open as a run, and the panel follows what it still writes', async () => {
    const { workbench, workspace } = editor();
    const { panel, quickInput, page } = workbench;
    const folder = path.join(workspace.folder, 'logs');
    await mkdir(path.join(folder, 'heNormal/train'), { recursive: true });
    const file = path.join(folder, 'heNormal/train/events.out.tfevents.1700000000.machine.1.0');
    const writer = new EventFileWriter(file, systemClock);
    const write = (from: number, to: number): void => {
      for (let step = from; step <= to; step++) writer.scalar('loss', step, 1.7e9 + step, 2 / (1 + step));
      writer.flush();
    };
    write(0, 20);

    await workbench.command('InitScope: Open TensorBoard logs');
    await quickInput.fill(`${folder}/`);
    // the dialog has gone there: before, the button would only lead it to the folder
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'heNormal' }).waitFor();
    await page.locator('.quick-input-widget .monaco-button', { hasText: 'Open logs' }).click();
    await expect.poll(() => panel.lastStep(), LONG).toBe(20);
    expect(await panel.button('Open config').isVisible()).toBe(false);
    write(21, 50);
    await expect.poll(() => panel.lastStep(), LONG).toBe(50);
    writer.close();
  });

  test('a run is pinned, noted, tagged, and found by its tag', async () => {
    const { workbench, workspace } = editor();
    await workbench.openRuns();
    await runInTerminal(editor(), 'annotated');
    await untilListed(editor(), 'annotated');

    await workbench.contextMenu(workbench.runOf('annotated'), 'Edit tags');
    await workbench.quickInput.fill('baseline');
    await workbench.quickInput.press('Enter');
    await until(workbench.runOf('annotated')).toContain('#baseline');
    await workbench.contextMenu(workbench.runOf('annotated'), 'Pin or unpin');
    await until(workbench.row('Pinned')).toContain('1 run');
    const { manifest } = await workspace.run('annotated');
    expect(manifest).toMatchObject({ tags: ['baseline'], pinned: true });
  });
});
