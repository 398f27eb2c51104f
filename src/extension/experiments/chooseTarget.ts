import { QuickPickItemKind, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { RunTarget } from '../../language/protocol';
import { templates } from '../../experiment/templates';
import type { Template } from '../../experiment/templates';
import { Cancelled } from '../ui/userError';
import { activeConfig, asRunTarget, findConfigs } from './configs';
import { createExperiment } from './newExperiment';

/**
 * What to run: what was pointed at, else the config in the active editor, else what the person picks among the
 * workspace's configs and the templates. A template is written to a new file and opened.
 * @throws Cancelled when nothing is picked
 */
export async function chooseTarget(argument: unknown): Promise<RunTarget> {
  const given = asRunTarget(argument);
  if (given !== undefined) return given;
  const active = activeConfig();
  if (active !== undefined) return { config: active.uri.toString() };

  interface Choice extends QuickPickItem {
    readonly target?: () => Promise<RunTarget> | RunTarget;
  }
  const separator = (label: string): Choice => ({ label, kind: QuickPickItemKind.Separator });
  const configs = (await findConfigs()).map((uri): Choice => ({
    label: `$(beaker) ${workspace.asRelativePath(uri)}`,
    target: () => ({ config: uri.toString() }),
  }));
  const picked = await window.showQuickPick<Choice>(
    [
      ...(configs.length === 0 ? [] : [separator('Experiments in this workspace'), ...configs]),
      separator('New experiment from a template'),
      ...templates.map((template): Choice => ({
        ...templateItem(template),
        target: () => fromTemplate(template),
      })),
    ],
    { placeHolder: 'Which experiment is to be run?', matchOnDescription: true, matchOnDetail: true },
  );
  if (picked?.target === undefined) throw new Cancelled();
  return picked.target();
}

export const templateItem = ({ fileName, title, doc }: Template): QuickPickItem => ({
  label: `$(new-file) ${title}`,
  description: fileName,
  detail: doc,
});

const fromTemplate = async (template: Template): Promise<RunTarget> => ({
  config: (await createExperiment(template)).toString(),
});
