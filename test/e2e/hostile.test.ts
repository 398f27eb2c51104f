import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { fillHostile, MARKUP } from './support/hostile';
import { until } from './support/wait';

const RESTRICTED = { workspaceTrust: true, settings: { 'security.workspace.trust.startupPrompt': 'never' } };
const VIOLATION = /Content Security Policy|Refused to/;

describeInVsCode('a hostile workspace', RESTRICTED, (editor) => {
  // all that it tries takes a loaded machine minutes
  test(
    'runs nothing, reaches nothing outside and stays text, untrusted and trusted',
    { timeout: 600_000 },
    async () => {
      const { workbench, workspace } = editor();
      const { page, panel } = workbench;
      const outside = await realpath(await mkdtemp(path.join(tmpdir(), 'outside-')));
      const { canaries } = await fillHostile(workspace.folder, outside);
      const before = readdirSync(outside, { recursive: true }).sort();
      const expectHarmless = async (): Promise<void> => {
        expect(canaries.filter((file) => existsSync(file))).toEqual([]);
        expect(readdirSync(outside, { recursive: true }).sort()).toEqual(before);
        expect(await page.title()).not.toContain('harmed');
        for (const frame of page.frames()) {
          // a frame may be gone meanwhile
          const pictures = await frame
            .locator('img[src="x"]')
            .count()
            .catch((error: unknown) => {
              if (frame.isDetached()) return 0;
              throw error;
            });
          expect(pictures).toBe(0);
        }
        expect(workbench.console.filter((message) => VIOLATION.test(message))).toEqual([]);
      };
      const expectRefused = async (file: string, why: RegExp): Promise<void> => {
        await workbench.openFile(file);
        await workbench.command('InitScope: Run init experiment');
        await workbench.notification(why).waitFor();
        await workbench.command('Notifications: Clear All Notifications');
      };

      // untrusted: its run can be read, and is text
      await workbench.openRuns();
      await until(workbench.row('Depth')).toContain('1 run');
      await until(workbench.runOf('Depth')).toContain(MARKUP);
      expect(await workbench.row('Linked').count()).toBe(0);
      await workbench.openRun(workbench.runOf('Depth'));
      await until(panel.title).toBe(MARKUP);
      await panel.openEveryTab();
      await workbench.runOf('Depth').hover();
      for (const file of ['markup', 'outside', 'archive'])
        await expectRefused(`${file}.initscope.yaml`, /Training needs a trusted workspace/);
      await expectHarmless();

      // trusted: bad input is refused, what can be trained is, in a place of its own
      await workbench.command('Workspaces: Manage Workspace Trust');
      await page
        .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
        .first()
        .click();
      await page.locator('.workspace-trust-editor', { hasText: 'You trust this folder' }).waitFor();
      await expectRefused('markup.initscope.yaml', /Engine tensorflow cannot be used/);
      await expectRefused('prototype.initscope.yaml', /__proto__|constructor/);
      await expectRefused('bomb.initscope.yaml', /bomb\.initscope\.yaml:1:1: error/);
      await expectRefused('outside.initscope.yaml', /passwd/);
      await expectRefused('device.initscope.yaml', /\/dev\/zero/);
      await expectRefused('archive.initscope.yaml', /archive\.npz/);
      await expectRefused('inflating.initscope.yaml', /found 70,000,128 bytes/);
      await expectRefused('saying.initscope.yaml', /expected 4,294,967,423 bytes/);
      await expectRefused('endless.initscope.yaml', /a pipe, socket or device/);
      await expectHarmless();
      await rm(outside, { recursive: true });
    },
  );
});
