import { commands, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { inspectPath } from '../../data/inspect';
import type { Experiment } from '../../experiment/experiment';
import type { Sweep } from '../../experiment/sweep/sweep';
import { readConfig } from '../../language/service/configDocument';
import { DatasetKnowledge } from '../../language/service/datasetKnowledge';
import type { RunTarget } from '../../language/protocol';
import { formatProblem } from '../../schema/problem';
import { t } from '../ui/l10n';
import { UserError } from '../ui/userError';

/** An experiment that can be trained, and the config that it came from. */
export interface Runnable {
  readonly experiment: Experiment;
  /** What is trained in place of the experiment, where the config asks for a grid of them. */
  readonly sweep?: Sweep;
  /** Label of the only initializer that is trained of each. */
  readonly initializer?: string;
  readonly config: { readonly path: string; readonly text: string };
  /** Absent: that of the config's workspace folder. */
  readonly runsFolder?: string;
}

/**
 * Reads the config that is to be run, saved first so that what runs is what is on disk.
 * @throws UserError when it has mistakes or lacks the initializer that was asked for
 */
export async function readExperiment({ config, initializer }: RunTarget): Promise<Runnable> {
  const document = await workspace.openTextDocument(Uri.parse(config));
  if (document.isUntitled)
    throw new UserError(t('Save the experiment first: its runs are kept beside it.'), {
      title: t('Save'),
      run: () => document.save(),
    });
  if (document.isDirty) await document.save();
  const text = document.getText();
  const datasets = new DatasetKnowledge(inspectPath, Date.now);
  const { experiment, sweep, problems } = await readConfig(config, document.version, text, datasets);
  const path = document.uri.fsPath;
  const name = workspace.asRelativePath(document.uri);
  if (experiment === undefined) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    const more = errors.length > 1 ? ` ${t('(and {0} more)', errors.length - 1)}` : '';
    throw new UserError(
      first === undefined ? t('{0} cannot be run.', name) : `${formatProblem(name, first)}${more}`,
      { title: t('Show problems'), run: () => showProblems(document) },
    );
  }
  const chosen = initializer === undefined ? experiment : only(experiment, initializer);
  const label = initializer === undefined ? undefined : labelInSweep(experiment, sweep, initializer);
  return {
    experiment: chosen,
    ...(sweep && { sweep }),
    ...(label !== undefined && { initializer: label }),
    config: { path, text },
  };
}

/** The points of a sweep leave what is swept out of labels. */
function labelInSweep(experiment: Experiment, sweep: Sweep | undefined, label: string): string | undefined {
  const place = experiment.initializers.findIndex((choice) => choice.label === label);
  return sweep?.points[0]?.experiment.initializers[place]?.label;
}

/** The same experiment with one of its initializers. */
function only(experiment: Experiment, label: string): Experiment {
  const initializers = experiment.initializers.filter((choice) => choice.label === label);
  if (initializers.length === 0) {
    const labels = experiment.initializers.map((choice) => choice.label).join(', ');
    throw new UserError(t('There is no initializer {0} any more; there are {1}.', label, labels));
  }
  return { ...experiment, initializers };
}

async function showProblems(document: TextDocument): Promise<void> {
  await window.showTextDocument(document);
  await commands.executeCommand('workbench.actions.view.problems');
}
