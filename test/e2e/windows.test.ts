import { expect, test } from 'vitest';
import { RunReader } from '../../src/runs/store/runReader';
import { describeInVsCode } from './support/editor';
import type { Editor } from './support/editor';
import { LONG, stepBeyond, until } from './support/wait';
import { openWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';
import { config, ENDLESS } from './support/workspace';

/** Does something with a second window on the folder that is open. */
async function withSecondWindow(
  { environment, server, workbench, workspace }: Editor,
  act: (second: Workbench) => Promise<void>,
): Promise<void> {
  const place = { url: server.url, folder: workspace.folder, chromium: environment.chromium };
  const second = await openWorkbench({ ...place, beside: workbench });
  try {
    await act(second);
  } finally {
    await second.close();
  }
}

/** Starts an experiment whose config is in the open folder. */
async function start(workbench: Workbench, name: string): Promise<void> {
  await workbench.openRuns();
  await workbench.openFile(`${name}.initscope.yaml`);
  await workbench.command('InitScope: Run init experiment');
}

/** All that was measured in a run, and at which steps. */
async function measured(folder: string) {
  const reader = await RunReader.load(folder);
  return new Map(
    [...reader.series()].map(({ key, steps, values }) => [
      [key.initializer, key.seed, key.split, key.tag].join('/'),
      { steps: [...steps], values: [...values] },
    ]),
  );
}

describeInVsCode('two windows on one folder', {}, (editor) => {
  test('what one trains the other lists, shows live and renames, and leaves its control to the one', async () => {
    const { workbench: first, workspace } = editor();
    const name = 'shared';
    await workspace.write(
      `${name}.initscope.yaml`,
      config({ name, initializers: ['heNormal'], steps: ENDLESS }),
    );
    await withSecondWindow(editor(), async (second) => {
      await second.openRuns();
      await start(first, name);
      await until(first.panel.state).toBe('Running');
      const { manifest } = await workspace.run(name);
      try {
        await until(second.row(name)).toContain('1 run');
        await second.openRun(second.runOf(name));
        await until(second.panel.state).toBe('Running');
        const seen = await stepBeyond(0, second.panel);
        const drawn = await second.panel.picture('loss');
        await stepBeyond(seen, second.panel);
        await expect.poll(() => second.panel.picture('loss'), LONG).not.toBe(drawn);

        expect(await first.panel.button('Stop').isVisible()).toBe(true);
        expect(await second.panel.button('Stop').isVisible()).toBe(false);
        await second.command('InitScope: Stop');
        await second.notification('Nothing trains in this window').waitFor();

        await second.contextMenu(second.runOf(name), 'Rename run');
        await expect.poll(() => second.quickInput.inputValue(), LONG).toBe(manifest.name);
        await second.quickInput.fill('named elsewhere');
        await second.quickInput.press('Enter');
        for (const window of [second, first]) {
          await until(window.runOf(name)).toContain('named elsewhere');
          await until(window.panel.title).toBe('named elsewhere');
        }

        await first.panel.button('Stop').click();
        for (const window of [first, second]) {
          await until(window.panel.state).toBe('Stopped');
          await until(window.runOf(name)).toMatch(/named elsewhere.*stopped/);
          await until(window.row(name)).toContain('1 run');
        }
        const [run, ...others] = await workspace.runs(name);
        expect(others).toEqual([]);
        expect(run?.manifest).toMatchObject({ id: manifest.id, name: 'named elsewhere', state: 'stopped' });
      } finally {
        end(manifest.pid);
      }
    });
  });

  test('two experiments that are started in two windows at once measure what each measures alone', async () => {
    const { workbench: first, workspace } = editor();
    const [left, right, alone] = ['left', 'right', 'alone'] as const;
    for (const name of [left, right, alone])
      await workspace.write(`${name}.initscope.yaml`, config({ name, steps: 200 }));
    await withSecondWindow(editor(), async (second) => {
      await Promise.all([start(first, left), start(second, right)]);
      for (const window of [first, second]) await until(window.panel.state).toBe('Finished');
      for (const window of [first, second])
        for (const name of [left, right]) {
          await until(window.row(name)).toContain('1 run');
          expect(await window.row(name).count()).toBe(1);
        }
    });
    await start(first, alone);
    await expect
      .poll(async () => (await workspace.runs(alone)).map(({ manifest }) => manifest.state), LONG)
      .toEqual(['finished']);

    const [expected, ...results] = await Promise.all(
      [alone, left, right].map(async (name) => measured((await workspace.run(name)).folder)),
    );
    const ends = [...(expected ?? [])].filter(([key]) => key.endsWith('validation/loss'));
    expect(ends.map(([, { steps }]) => steps.at(-1))).toEqual([200, 200]);
    for (const result of results) expect(result).toEqual(expected);
    expect(await workspace.runs(left)).toHaveLength(1);
    expect(await workspace.runs(right)).toHaveLength(1);
  });
});

/** Has a trainer stop, if it is there still. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // it has ended
  }
}
