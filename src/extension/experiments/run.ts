import { dirname } from 'node:path';
import { Uri } from 'vscode';
import type { RunReference } from '../../language/protocol';
import type { StartResult } from '../../trainer/protocol';
import { templates } from '../../experiment/templates';
import { planSweep } from '../../runs/sweep/plan';
import type { App } from '../app';
import { readableRun } from '../runs/manage';
import { t } from '../ui/l10n';
import type { Pages } from '../ui/pages';
import { readSetting } from '../ui/settings';
import { requireTrust } from '../ui/trust';
import { Cancelled } from '../ui/userError';
import { chooseTarget } from './chooseTarget';
import { launch, launchAgain } from './launch';
import { createExperiment, exampleOf, requireFolder } from './newExperiment';
import { pickTemplate, templateItems } from './pickTemplate';
import type { TemplateItem } from './pickTemplate';
import { readExperiment } from './readExperiment';
import type { Runnable } from './readExperiment';

/** "Run init experiment": on what was pointed at, the active config, or what the person picks. */
export async function runExperiment(app: App, argument: unknown): Promise<void> {
  requireTrust(t('Training'));
  await train(app, await readExperiment(await chooseTarget(argument, app.pages)));
}

/** Trains the first template, so that a new user's first click moves curves. */
export async function runExample(app: App): Promise<void> {
  requireTrust(t('Training'));
  const [first] = templates;
  if (first === undefined) throw new Error('There are no templates.');
  await train(app, await readExperiment({ config: (await exampleOf(first)).toString() }));
}

/** Trains the experiment of a run once more, as it was. */
export async function runAgain(app: App, { folder }: RunReference): Promise<void> {
  requireTrust(t('Training'));
  const { experiment, config } = readableRun(app.index, { folder }).manifest;
  await train(app, { experiment, config, runsFolder: dirname(dirname(folder)) });
}

/** Goes on with a run that was stopped or interrupted, and with the sweep that it belongs to. */
export async function resumeRun(app: App, { folder }: RunReference): Promise<void> {
  await app.index.refresh();
  const run = readableRun(app.index, { folder });
  if (run.manifest.sweep === undefined) {
    await shown(app, launchAgain(run, app.sessions, app.places));
    return;
  }
  const { launchSweep, sweepOf } = await import('./sweep');
  await shown(app, launchSweep(app, await sweepOf(run.manifest), dirname(dirname(folder))), 'sweep');
}

/** Writes a template of the person's choice to a new file and opens it. */
export async function newExperiment(pages: Pages): Promise<void> {
  requireFolder();
  const picked = await pickTemplate<TemplateItem>(
    templateItems(),
    t('What is the new experiment to start from?'),
    pages,
  );
  if (picked?.template === undefined) throw new Cancelled();
  await createExperiment(picked.template);
}

async function train(app: App, { sweep, initializer, ...runnable }: Runnable): Promise<void> {
  if (sweep === undefined) {
    await shown(app, launch(runnable, app.sessions, app.places));
    return;
  }
  const { config, runsFolder } = runnable;
  const engine = readSetting('initscope.engine', Uri.file(config.path));
  const changes = { ...(engine !== 'auto' && { engine }), ...(initializer !== undefined && { initializer }) };
  const plan = planSweep(sweep, config, changes, Date.now());
  const { launchSweep } = await import('./sweep');
  await shown(app, launchSweep(app, plan, runsFolder), 'sweep');
}

/** Shows a run as soon as it trains. */
async function shown({ panels, index }: App, launched: Promise<StartResult>, tab?: 'sweep'): Promise<void> {
  const { runFolder } = await launched;
  if (readSetting('initscope.openPanelOnRun')) panels.show(runFolder, undefined, tab);
  await index.refresh();
}
