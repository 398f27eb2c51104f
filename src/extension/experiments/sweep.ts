import type { RunManifest } from '../../runs/run';
import type { SweepPlan, SweepStep } from '../../runs/sweep/plan';
import { planOf, SweepError, stepsLeft } from '../../runs/sweep/plan';
import type { StartResult } from '../../trainer/protocol';
import type { App } from '../app';
import type { Told } from '../sessions/sessions';
import { t } from '../ui/l10n';
import { reportError } from '../ui/commands';
import { Cancelled, UserError } from '../ui/userError';
import { launch, launchAgain } from './launch';

/**
 * Trains what is left of a sweep, one run after another; resolves once the first of them is on disk and trains. A run
 * that fails does not keep the others from being trained; one that the person stops ends the sweep.
 * @throws UserError when it cannot start or nothing is left, Cancelled when the person backs out
 */
export async function launchSweep(app: App, plan: SweepPlan, runsFolder?: string): Promise<StartResult> {
  await app.index.refresh();
  const [first, ...rest] = stepsLeft(plan, app.index.entries());
  if (first === undefined) throw new UserError(t('All runs of this sweep have been trained.'));
  const begun = await begin(app, plan, first, runsFolder, rest.length > 0);
  trainRest(app, plan, rest, runsFolder, begun.ended).catch((error: unknown) => {
    if (!(error instanceof Cancelled)) void reportError(t('Training'), error, app.log);
  });
  return begun.started;
}

/** The sweep of a run, from the config that the run has kept. @throws UserError when it makes another grid now */
export async function sweepOf(manifest: RunManifest): Promise<SweepPlan> {
  try {
    return await planOf(manifest);
  } catch (error) {
    if (error instanceof SweepError) throw new UserError(error.message);
    throw error;
  }
}

async function trainRest(
  app: App,
  plan: SweepPlan,
  steps: readonly SweepStep[],
  runsFolder: string | undefined,
  first: Ending,
): Promise<void> {
  let ended = first;
  for (const [index, step] of steps.entries()) {
    if ((await ended) === 'stopped') return;
    const begun = await begin(app, plan, step, runsFolder, index < steps.length - 1);
    await app.index.refresh();
    ({ ended } = begun);
  }
}

/** Whether the person has stopped the run. */
type Ending = Promise<'stopped' | 'over'>;

async function begin(
  { sessions, places }: App,
  { name, config, points }: SweepPlan,
  step: SweepStep,
  runsFolder: string | undefined,
  goesOn: boolean,
): Promise<{ readonly started: StartResult; readonly ended: Ending }> {
  let tell: (ending: 'stopped' | 'over') => void = () => undefined;
  const ended: Ending = new Promise((resolve) => (tell = resolve));
  const told: Told = {
    title: `${name} ${step.number}/${points.length}`,
    goesOn,
    ended: ({ stopped }) => tell(stopped ? 'stopped' : 'over'),
  };
  const started =
    step.kind === 'resume'
      ? await launchAgain(step.run, sessions, places, told)
      : await launch(
          {
            experiment: step.experiment,
            config,
            sweep: step.sweep,
            ...(runsFolder !== undefined && { runsFolder }),
          },
          sessions,
          places,
          told,
        );
  return { started, ended };
}
