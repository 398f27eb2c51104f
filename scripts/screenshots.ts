import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { formatFindings } from '../src/health/finding';
import { openNetworks } from '../src/extension/panel/openNetworks';
import { Predictions } from '../src/extension/panel/predictions';
import type { OpenNetworks } from '../src/extension/panel/predictions';
import { layerHistograms } from '../src/runs/layerHistograms';
import { RunReader } from '../src/runs/store/runReader';
import { bundlePanel } from './screenshots/bundle';
import { launch, openPanel } from './screenshots/panelPage';
import type { PanelPage } from './screenshots/panelPage';
import { sweepMessages } from './screenshots/sweepMessages';
import { THEMES } from './screenshots/themes';
import { launchTrainer } from '../src/trainer/client';
import type { TrainerClient, TrainerListeners } from '../src/trainer/client';
import { userFolders } from '../src/trainer/userFolders';
import type { HostMessage } from '../webview/contract';
import { TAB_IDS } from '../webview/model/tabs';

/**
 * Pictures of every tab of the run panel for the README, from a real run; of a run of a sweep, of its Sweep tab alone:
 * `tsx scripts/screenshots.ts <run folder> [output folder] [width]`.
 */
const [folder, output = 'docs/images', width = '1280'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say which run: tsx scripts/screenshots.ts <run folder>');

/** Does what the extension does when the page asks for histograms. */
async function answerHistograms(panel: PanelPage): Promise<void> {
  const request = (await panel.posted()).findLast(({ type }) => type === 'histograms');
  if (request?.type !== 'histograms') return;
  const { layer } = request;
  for (const trial of request.trials)
    await panel.send({
      type: 'histograms',
      layer,
      trial,
      histograms: await layerHistograms(run, layer, trial),
    });
}

/** A trainer of the last build. */
const launchBuilt = (listeners?: TrainerListeners): Promise<TrainerClient> =>
  launchTrainer({ script: resolve('dist/trainer.cjs') }, listeners);

/** Does what the extension does when the page asks for predictions. */
const open = (): Promise<OpenNetworks> =>
  openNetworks(
    launchBuilt,
    { runFolder: resolve(folder), engineFolders: [], datasetCache: datasets },
    console.log,
  );
async function answerPredictions(panel: PanelPage): Promise<void> {
  const request = (await panel.posted()).findLast(({ type }) => type === 'predictions');
  if (request?.type !== 'predictions') return;
  const answers: HostMessage[] = [];
  const predictions = new Predictions({ folder: run.folder, open, send: (message) => answers.push(message) });
  await predictions.ask(request);
  predictions.dispose();
  await panel.send(...answers);
}

/** The network of an initializer that passes something on, with what its training step is compiled to. */
async function showNetwork(panel: PanelPage): Promise<void> {
  await choose(panel, 'Initializer', 'heNormal');
  await panel.page.getByText('Operations of a training step').click();
  const trainer = await launchBuilt();
  const operations = await trainer.stepOperations({ runFolder: run.folder });
  await trainer.dispose();
  await panel.send({ type: 'operations', operations });
}

async function choose({ page }: PanelPage, label: string, option: string): Promise<void> {
  const picker = page.locator(`vscode-dropdown[aria-label="${label}"]`).filter({ visible: true });
  await picker.click();
  await picker.locator('vscode-option', { hasText: option }).click();
}

async function take({ page }: PanelPage, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  // what is out of view is drawn when it comes into view
  for (const place of ['document.body.scrollHeight', '0']) {
    await page.evaluate(`scrollTo(0, ${place})`);
    await page.waitForTimeout(300);
  }
  await page.screenshot({ path: `${output}/panel-${name}.png`, fullPage: true });
}

const { datasets } = userFolders(process.platform, homedir(), process.env);
const run = new RunReader(resolve(folder));
const { series } = await run.poll();
const bundle = await bundlePanel();
const browser = await launch();
try {
  await mkdir(output, { recursive: true });
  for (const [name, theme] of Object.entries(THEMES)) {
    const panel = await openPanel(browser, {
      theme,
      width: Number(width),
      // one row of charts
      ...(run.manifest.sweep && { height: 640 }),
      bundle,
    });
    await panel.send(
      { type: 'manifest', manifest: run.manifest, runFolder: folder },
      { type: 'series', deltas: series },
      { type: 'findings', lines: formatFindings(run.findings) },
      ...(await sweepMessages(run)),
    );
    await panel.page.locator('.results tbody tr').first().waitFor();
    for (const tab of TAB_IDS.filter((id) => (id === 'sweep') === (run.manifest.sweep !== undefined))) {
      await panel.page.locator(`#tab-${tab}`).click();
      await panel.page.mouse.move(0, 0);
      if (tab === 'distributions') await answerHistograms(panel);
      if (tab === 'model') await showNetwork(panel);
      if (tab === 'predictions') {
        await answerPredictions(panel);
        // of the samples that there are, where there are fewer than the page first asks for
        await answerPredictions(panel);
      }
      while ((await panel.page.getByText('Reading the histograms…').filter({ visible: true }).count()) > 0)
        await panel.page.waitForTimeout(200);
      await take(panel, `${tab}-${name}`);
      if (tab !== 'distributions') continue;
      await choose(panel, 'Values', 'Gradients, kernel');
      await choose(panel, 'Drawn as', 'Ridgeline');
      await take(panel, `gradients-${name}`);
    }
    const problems = await panel.problems();
    if (problems.length > 0) throw new Error(problems.join('\n'));
    await panel.page.close();
  }
} finally {
  await browser.close();
  await rm(bundle, { recursive: true });
}
