import { QuickPickItemKind, ThemeIcon, ViewColumn, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { templates } from '../../experiment/templates';
import type { Template, TemplateNeeds } from '../../experiment/templates';
import { t } from '../ui/l10n';
import type { Pages } from '../ui/pages';

/** An item of a list in which templates stand, perhaps among others. */
export interface TemplateItem extends QuickPickItem {
  readonly template?: Template;
}

const GROUPS: Readonly<Record<TemplateNeeds, () => string>> = {
  nothing: () => t('Templates that run at once'),
  dataset: () => t('Templates whose dataset is downloaded first'),
  run: () => t('Templates that go on from another run'),
};

export const separator = (label: string): TemplateItem => ({ label, kind: QuickPickItemKind.Separator });

/** All templates with what they show, by what they need. */
export const templateItems = (): readonly TemplateItem[] =>
  (Object.keys(GROUPS) as TemplateNeeds[]).flatMap((needs) => [
    separator(GROUPS[needs]()),
    ...templates.filter((template) => template.needs === needs).map(templateItem),
  ]);

const templateItem = (template: Template): TemplateItem => ({
  label: `$(new-file) ${t(template.title)}`,
  description: template.dataset,
  detail: t(template.doc),
  buttons: [{ iconPath: new ThemeIcon('eye'), tooltip: t('Show the config') }],
  template,
});

/** Asks for one of the items; the eye of a template shows its config beside the list, which stays. */
export function pickTemplate<T extends TemplateItem>(
  items: readonly T[],
  placeholder: string,
  pages: Pages,
): Promise<T | undefined> {
  const list = window.createQuickPick<T>();
  Object.assign(list, { items, placeholder, matchOnDescription: true, matchOnDetail: true });
  list.onDidTriggerItemButton(({ item }) => {
    list.ignoreFocusOut = true;
    if (item.template !== undefined) void preview(item.template, pages);
  });
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

async function preview({ fileName, text }: Template, pages: Pages): Promise<void> {
  const document = await workspace.openTextDocument(pages.put(fileName, text));
  await window.showTextDocument(document, {
    viewColumn: ViewColumn.Active,
    preview: true,
    preserveFocus: true,
  });
}
