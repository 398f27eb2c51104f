import { dirname } from 'node:path';
import type { RunReference } from '../../language/protocol';
import type { StartResult } from '../../trainer/protocol';
import { templates } from '../../experiment/templates';
import { window } from 'vscode';
import type { App } from '../app';
import { readableRun } from '../runs/manage';
import { readSetting } from '../ui/settings';
import { requireTrust } from '../ui/trust';
import { Cancelled } from '../ui/userError';
import { chooseTarget, templateItem } from './chooseTarget';
import { launch, launchAgain } from './launch';
import { createExperiment } from './newExperiment';
import { readExperiment } from './readExperiment';
import type { Runnable } from './readExperiment';

/** "Run init experiment": on what was pointed at, the active config, or what the person picks. */
export async function runExperiment(app: App, argument: unknown): Promise<void> {
  requireTrust('Training');
  await train(app, await readExperiment(await chooseTarget(argument)));
}

/** Trains the experiment of a run once more, as it was. */
export async function runAgain(app: App, { folder }: RunReference): Promise<void> {
  requireTrust('Training');
  const { experiment, config } = readableRun(app.index, { folder }).manifest;
  await train(app, { experiment, config, runsFolder: dirname(dirname(folder)) });
}

/** Goes on with a run that was stopped or interrupted. */
export async function resumeRun(app: App, { folder }: RunReference): Promise<void> {
  await app.index.refresh();
  const run = readableRun(app.index, { folder });
  await shown(app, launchAgain(run, app.sessions, app.places));
}

/** Writes a template of the person's choice to a new file and opens it. */
export async function newExperiment(): Promise<void> {
  const picked = await window.showQuickPick(
    templates.map((template) => ({ ...templateItem(template), template })),
    {
      placeHolder: 'What is the new experiment to start from?',
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (picked === undefined) throw new Cancelled();
  await createExperiment(picked.template);
}

const train = (app: App, runnable: Runnable): Promise<void> =>
  shown(app, launch(runnable, app.sessions, app.places));

/** Shows a run as soon as it trains. */
async function shown({ panels, index }: App, launched: Promise<StartResult>): Promise<void> {
  const { runFolder } = await launched;
  if (readSetting('initscope.openPanelOnRun')) panels.show(runFolder);
  await index.refresh();
}
