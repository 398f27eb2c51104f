import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { systemProcesses } from '../../src/runs/store/processes';
import { RunReader } from '../../src/runs/store/runReader';
import { describeInVsCode } from './support/editor';
import { LONG, stepBeyond, until } from './support/wait';
import { config, ENDLESS } from './support/workspace';

describeInVsCode('training', {}, (editor) => {
  test('an experiment runs from the command palette, and its curves move while it does', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('live.initscope.yaml', config({ name: 'live', steps: ENDLESS }));
    await workbench.openFile('live.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');

    await until(panel.state).toBe('Running');
    await until(workbench.trainingStatus).toMatch(/live \d+% · onnxruntime on .+/);
    const seen = await stepBeyond(0, panel);
    const drawn = await panel.picture('loss');
    await stepBeyond(seen, panel);
    await expect.poll(() => panel.picture('loss'), LONG).not.toBe(drawn);
    expect(await panel.state.textContent(), 'the curves moved while training ran').toBe('Running');
    await panel.button('Stop').click();
    await until(panel.state).toBe('Stopped');
  });

  test('a run that comes to its end is finished, in panel, status bar and on disk', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('whole.initscope.yaml', config({ name: 'whole', steps: 400 }));
    await workbench.openFile('whole.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Finished');
    await expect.poll(() => panel.lastStep(), LONG).toBe(400);
    await until(panel.facts).toContain('onnxruntime on');
    await workbench.trainingStatus.waitFor({ state: 'detached' });
    const { manifest } = await workspace.run('whole');
    expect(manifest.state).toBe('finished');
    expect(manifest.engine.name).toBe('onnxruntime');
    expect(manifest.engine.reason).toContain('tensorflow-gpu');
  });

  test('code lenses run all initializers, or one of them, and open the last run', async () => {
    const { workbench, workspace } = editor();
    const initializers = ['zeros', 'heNormal', 'glorotUniform'];
    await workspace.write('lenses.initscope.yaml', config({ name: 'lenses', initializers, steps: 20 }));
    const labels = async (): Promise<readonly string[]> =>
      (await workspace.run('lenses')).manifest.experiment.initializers.map(({ label }) => label);

    await workbench.openFile('lenses.initscope.yaml');
    await workbench.codeLens('Run all 3 initializers').click();
    await until(workbench.panel.state).toBe('Finished');
    expect(await labels()).toEqual(initializers);

    await workbench.codeLens('Run this initializer').nth(1).click();
    await expect.poll(async () => (await workspace.runs('lenses')).length, LONG).toBe(2);
    expect(await labels()).toEqual(['heNormal']);
    await workbench.tab((await workspace.run('lenses')).manifest.name).waitFor();
    await until(workbench.panel.state).toBe('Finished');
    await until(workbench.codeLens('Open last run')).toMatch(/best: heNormal \d+\.\d %/);
    await workbench.clear();

    await workbench.openFile('lenses.initscope.yaml');
    await workbench.codeLens('Open last run').click();
    await until(workbench.panel.state).toBe('Finished');
    await expect
      .poll(() => workbench.panel.frame.locator('.legend .chip').allTextContents(), LONG)
      .toEqual(['heNormal']);
  });

  test('a sweep is trained from its lens, fills the heatmap, and a cell opens its run', async () => {
    const { workbench, workspace } = editor();
    const { panel, page } = workbench;
    const text = config({ name: 'grid', initializers: ['heNormal'], steps: 20 });
    await workspace.write(
      'grid.initscope.yaml',
      `${text}\nsweep: { width: [8, 16], learningRate: [0.01, 0.001] }\n`,
    );
    await workbench.openRuns();
    await workbench.openFile('grid.initscope.yaml');
    await workbench.codeLens('Run sweep of 4 runs').click();

    const heatmap = panel.frame.locator('#sweep-0');
    await heatmap.getByRole('button', { name: 'table' }).click();
    const cells = heatmap.locator('table[aria-labelledby] tbody tr');
    await expect
      .poll(async () => (await cells.allInnerTexts()).join('\n'), LONG)
      .not.toMatch(/not run yet|running|waiting/);
    expect(await cells.count()).toBe(4);
    await expect
      .poll(async () => (await workspace.runs('grid')).map(({ manifest }) => manifest.state), LONG)
      .toEqual(['finished', 'finished', 'finished', 'finished']);
    expect(new Set((await workspace.runs('grid')).map(({ manifest }) => manifest.sweep?.id)).size).toBe(1);
    await until(page.locator('.sidebar .monaco-list-row', { hasText: 'width × learningRate' })).toContain(
      '4 of 4 runs',
    );

    await heatmap.getByRole('button', { name: 'table' }).click();
    await heatmap.locator('canvas').press('End');
    await until(heatmap.locator('.tooltip')).toContain('learningRate = 0.001');
    await heatmap.locator('canvas').press('Enter');
    await workbench.tab('width=8 learningRate=0.001').waitFor();
    await until(panel.title).toContain('width=8 learningRate=0.001');
  });

  test('a run is paused, goes on, and is stopped; panel and explorer say so', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('stop.initscope.yaml', config({ name: 'stop', steps: ENDLESS }));
    await workbench.openRuns();
    await workbench.openFile('stop.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Running');
    await stepBeyond(0, panel);

    await workbench.command('InitScope: Pause');
    await until(panel.state).toBe('Paused');
    await until(workbench.runOf('stop')).toContain('paused');
    await until(workbench.trainingStatus).toContain('paused');
    const paused = await stepBeyond(0, panel);

    await panel.button('Resume').click();
    await until(panel.state).toBe('Running');
    await stepBeyond(paused, panel);

    const { pid } = (await workspace.run('stop')).manifest;
    await workbench.contextMenu(workbench.runOf('stop'), 'Stop');
    await until(panel.state).toBe('Stopped');
    await until(workbench.runOf('stop')).toContain('stopped');
    await workbench.trainingStatus.waitFor({ state: 'detached' });
    expect((await workspace.run('stop')).manifest.state).toBe('stopped');
    await expect.poll(() => isAlive(pid), LONG).toBe(false);
  });

  test('a trainer that is killed is told about, and its run is marked as interrupted', async () => {
    const { workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('killed.initscope.yaml', config({ name: 'killed', steps: ENDLESS }));
    await workbench.openRuns();
    await workbench.openFile('killed.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Running');

    process.kill((await workspace.run('killed')).manifest.pid, 'SIGKILL');
    const told = workbench.notification(/killed.* was interrupted/);
    await told.waitFor();
    await expect
      .poll(() => told.locator('.monaco-button').allTextContents(), LONG)
      .toEqual(['Show log', 'Resume']);
    await until(panel.state).toBe('Interrupted');
    await until(panel.frame.getByRole('alert')).toContain('This run was interrupted');
    await until(workbench.runOf('killed')).toContain('interrupted');
    const { manifest } = await workspace.run('killed');
    expect(manifest.state).toBe('interrupted');
    expect(manifest.failure?.message).toContain('SIGKILL');

    await told.locator('.monaco-button', { hasText: 'Resume' }).click();
    await until(panel.state).toBe('Running');
    const again = (await workspace.run('killed')).manifest;
    expect(again.id).toBe(manifest.id);
    expect(again.resumed).toHaveLength(1);
    await panel.button('Stop').click();
    await until(panel.state).toBe('Stopped');
  });

  test('an extension host that is killed takes its trainer along; its run is kept, listed once, and goes on', async () => {
    const { server, workbench, workspace } = editor();
    const { panel } = workbench;
    await workspace.write('hostless.initscope.yaml', config({ name: 'hostless', steps: ENDLESS }));
    await workbench.openRuns();
    await workbench.openFile('hostless.initscope.yaml');
    await workbench.command('InitScope: Run init experiment');
    await until(panel.state).toBe('Running');
    const seen = await stepBeyond(0, panel);
    const { id, pid } = (await workspace.run('hostless')).manifest;
    const trainer = { host: hostname(), pid, noted: Date.now() };

    await server.killExtensionHost();
    await expect.poll(() => systemProcesses.isAlive(trainer), LONG).toBe(false);
    // VS Code starts extensions anew by itself
    await until(workbench.runOf('hostless')).toContain('interrupted');
    await expect.poll(() => workbench.row('interrupted').count(), LONG).toBe(1);
    const [run, ...others] = await workspace.runs('hostless');
    expect(others).toEqual([]);
    expect(run?.manifest.id).toBe(id);
    const reader = await RunReader.load(run!.folder);
    const last = [...reader.series()].map(({ steps }) => steps.at(-1) ?? 0);
    expect(Math.max(...last)).toBeGreaterThanOrEqual(seen);

    // the panel of the host that is gone knows that nobody hears it
    await until(panel.frame.getByRole('alert')).toContain('The extension does not answer');
    expect(await panel.state.isVisible()).toBe(false);
    expect(await panel.button('Stop').isVisible()).toBe(false);
    await workbench.clear();
    await workbench.contextMenu(workbench.runOf('hostless'), 'Resume');
    await until(panel.state).toBe('Running');
    await stepBeyond(seen, panel);
    await panel.button('Stop').click();
    await until(panel.state).toBe('Stopped');
    const again = await workspace.runs('hostless');
    expect(again.map(({ manifest }) => [manifest.id, manifest.resumed?.length])).toEqual([[id, 1]]);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
