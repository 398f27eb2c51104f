import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { RunTarget } from '../../language/protocol';
import { t } from '../ui/l10n';
import type { Pages } from '../ui/pages';
import { Cancelled } from '../ui/userError';
import { activeConfig, asRunTarget, findConfigs } from './configs';
import { createExperiment } from './newExperiment';
import { pickTemplate, separator, templateItems } from './pickTemplate';
import type { TemplateItem } from './pickTemplate';

/**
 * What to run: what was pointed at, else the config in the active editor, else what the person picks among the
 * workspace's configs and the templates. A template is written to a new file and opened.
 * @throws Cancelled when nothing is picked
 */
export async function chooseTarget(argument: unknown, pages: Pages): Promise<RunTarget> {
  const given = asRunTarget(argument);
  if (given !== undefined) return given;
  const active = activeConfig();
  if (active !== undefined) return { config: active.toString() };

  interface Choice extends TemplateItem {
    readonly config?: Uri;
  }
  const configs = (await findConfigs()).map((config): Choice => ({
    label: `$(beaker) ${workspace.asRelativePath(config)}`,
    config,
  }));
  const picked = await pickTemplate<Choice>(
    [
      ...(configs.length === 0 ? [] : [separator(t('Experiments in this workspace')), ...configs]),
      ...templateItems(),
    ],
    t('Which experiment is to be run?'),
    pages,
  );
  const config =
    picked?.config ?? (picked?.template === undefined ? undefined : await createExperiment(picked.template));
  if (config === undefined) throw new Cancelled();
  return { config: config.toString() };
}
