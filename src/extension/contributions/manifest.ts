import { rules } from '../../language/rules/registry';
import { RUNS_FOLDER } from '../../runs/store/layout';
import { COMMANDS } from './commands';
import type { CommandContribution, SettingContribution } from './contribution';
import { EDITOR_DEFAULTS, LANGUAGES } from './languages';
import { SETTINGS } from './settings';
import { CONTAINER, RUN_PANEL, VIEWS, WELCOME } from './views';

/** The parts of package.json that follow from the tables of this folder. */
export interface GeneratedManifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: object;
  readonly contributes: object;
}

const CATEGORY = 'InitScope';

/** Path, in the package, of the schema generated from the config's description. */
const CONFIG_SCHEMA = './media/initscope.schema.json';

export function manifest(): GeneratedManifest {
  return {
    activationEvents: [
      ...LANGUAGES.map(({ id }) => `onLanguage:${id}`),
      `onWebviewPanel:${RUN_PANEL}`,
      // links in run.json, which is of another language
      `workspaceContains:${RUNS_FOLDER}`,
    ],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description:
          'Experiments read the files and use the engine that their config names, so nothing is trained or installed before the workspace is trusted. Config files are still checked, and finished runs can be looked at.',
        restrictedConfigurations: settings()
          .filter(([, setting]) => setting.restricted)
          .map(([id]) => id),
      },
      virtualWorkspaces: {
        supported: false,
        description: 'Training reads and writes files on disk.',
      },
    },
    contributes: {
      commands: commands().map(([command, { title, icon }]) => ({
        command,
        title,
        category: CATEGORY,
        icon: `$(${icon})`,
      })),
      menus: menus(),
      configuration: {
        title: CATEGORY,
        properties: Object.fromEntries(
          settings().map(([id, setting], order) => [id, property(setting, order)]),
        ),
      },
      configurationDefaults: Object.fromEntries(LANGUAGES.map(({ id }) => [`[${id}]`, EDITOR_DEFAULTS])),
      viewsContainers: { activitybar: [CONTAINER] },
      views: { [CONTAINER.id]: VIEWS },
      viewsWelcome: WELCOME.map(({ contents, ...welcome }) => ({
        ...welcome,
        contents: contents.join('\n'),
      })),
      languages: LANGUAGES.map(({ id, title, extensions, icon, configuration }) => ({
        id,
        aliases: [title],
        extensions,
        icon: { light: `./${icon}`, dark: `./${icon}` },
        configuration: `./${configuration}`,
      })),
      grammars: LANGUAGES.map(({ id, grammar }) => ({
        language: id,
        scopeName: grammar.scope,
        path: `./${grammar.path}`,
      })),
      jsonValidation: [{ fileMatch: '*.initscope.json', url: CONFIG_SCHEMA }],
    },
  };
}

const commands = (): [string, CommandContribution][] => Object.entries(COMMANDS);
const settings = (): [string, SettingContribution][] => Object.entries(SETTINGS);

/** Placements of all commands, by menu. */
function menus(): Record<string, object[]> {
  const byMenu: Record<string, object[]> = {};
  for (const [command, contribution] of commands())
    for (const { in: menu, when, group } of contribution.menus)
      (byMenu[menu] ??= []).push({ command, when, group });
  return byMenu;
}

function property({ schema, scope, items }: SettingContribution, order: number): object {
  return {
    ...valueSchema(schema),
    ...(items !== undefined && { items: ITEMS[items] }),
    default: schema.default,
    markdownDescription: schema.doc,
    scope,
    order,
  };
}

const ITEMS: Readonly<Record<NonNullable<SettingContribution['items']>, object>> = {
  ruleCodes: {
    type: 'string',
    enum: Object.keys(rules),
    markdownEnumDescriptions: Object.values(rules).map(({ title }) => `${title}.`),
  },
};

function valueSchema(schema: SettingContribution['schema']): object {
  switch (schema.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'string':
      return {
        type: 'string',
        ...(schema.minLength === undefined ? {} : { minLength: schema.minLength }),
      };
    case 'number':
      return {
        type: schema.integer ? 'integer' : 'number',
        ...(schema.min === undefined ? {} : { minimum: schema.min }),
        ...(schema.max === undefined ? {} : { maximum: schema.max }),
      };
    case 'enum':
      return {
        type: 'string',
        enum: Object.keys(schema.values),
        markdownEnumDescriptions: Object.values(schema.values),
      };
    case 'list':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true };
  }
}
