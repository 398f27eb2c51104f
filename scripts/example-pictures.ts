import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { formatFindings } from '../src/health/finding';
import { RunReader } from '../src/runs/store/runReader';
import { RunStore } from '../src/runs/store/runStore';
import { GALLERY, pictureOf } from './examples/gallery';
import { bundlePanel } from './screenshots/bundle';
import { launch, openPanel } from './screenshots/panelPage';
import { sweepMessages } from './screenshots/sweepMessages';
import { THEMES } from './screenshots/themes';

/**
 * Pictures of the run panel for docs/examples.md, from the latest run of each example:
 * `tsx scripts/example-pictures.ts <runs folder>…`. An example without a run keeps the picture it has, and is told.
 */
const folders = process.argv.slice(2);
if (folders.length === 0)
  throw new Error('Say where runs are: tsx scripts/example-pictures.ts <runs folder>…');

const SIZE = { width: 1000, height: 670 };
const lists = await Promise.all(folders.map((folder) => new RunStore(resolve(folder)).list()));
const runs = lists.flat();
const bundle = await bundlePanel();
const browser = await launch();
try {
  for (const [name, { tab }] of GALLERY.flatMap(({ examples }) => Object.entries(examples))) {
    const entry = runs.find(({ experiment, kind }) => experiment === basename(name) && kind === 'run');
    if (entry === undefined) {
      console.error(`${name}: no run`);
      continue;
    }
    const run = new RunReader(entry.folder);
    const { series } = await run.poll();
    const panel = await openPanel(browser, { theme: THEMES.light, ...SIZE, bundle });
    await panel.send(
      { type: 'manifest', manifest: run.manifest, runFolder: entry.folder },
      { type: 'series', deltas: series },
      { type: 'findings', lines: formatFindings(run.findings) },
      ...(await sweepMessages(run)),
    );
    await panel.page.locator('.results tbody tr').first().waitFor();
    await panel.page.locator(`#tab-${tab}`).click();
    await panel.page.mouse.move(0, 0);
    await panel.page.waitForTimeout(500);
    const path = join('docs', pictureOf(name));
    await mkdir(dirname(path), { recursive: true });
    await panel.page.screenshot({ path });
    await panel.page.close();
    console.log(path);
  }
} finally {
  await browser.close();
  await rm(bundle, { recursive: true });
}
