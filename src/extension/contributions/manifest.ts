import { rules } from '../../language/rules/registry';
import { RUNS_FOLDER } from '../../runs/store/layout';
import { COMMANDS } from './commands';
import type { CommandContribution, SettingContribution } from './contribution';
import { EDITOR_DEFAULTS, LANGUAGES } from './languages';
import { SETTINGS } from './settings';
import { CONTAINER, RUN_PANEL, VIEWS, WELCOME } from './views';
import { MILESTONES, STEPS, WALKTHROUGH } from './walkthrough';
import type { WalkthroughStep } from './walkthrough';

/** The parts of package.json that follow from the tables of this folder. */
export interface GeneratedManifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: object;
  readonly contributes: object;
}

/** Texts of package.json by key; package.json has `%key%` in their place, and VS Code the text of its language. */
export type Texts = Readonly<Record<string, string>>;

/** Keeps a text under a key and gives what stands for it. */
type Keep = (key: string, text: string) => string;

const CATEGORY = 'InitScope';

/** Path, in the package, of the schema generated from the config's description. */
const CONFIG_SCHEMA = './media/initscope.schema.json';

export function manifest(): { readonly manifest: GeneratedManifest; readonly texts: Texts } {
  const texts: Record<string, string> = {};
  const keep: Keep = (key, text) => {
    texts[key] = text;
    return `%${key}%`;
  };
  return { manifest: manifestWith(keep), texts };
}

function manifestWith(keep: Keep): GeneratedManifest {
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
        description: keep(
          'untrustedWorkspaces',
          'Experiments read the files and use the engine that their config names, so nothing is trained or installed before the workspace is trusted. Config files are still checked, and finished runs can be looked at.',
        ),
        restrictedConfigurations: settings()
          .filter(([, setting]) => setting.restricted)
          .map(([id]) => id),
      },
      virtualWorkspaces: {
        supported: false,
        description: keep('virtualWorkspaces', 'Training reads and writes files on disk.'),
      },
    },
    contributes: {
      commands: commands().map(([command, { title, icon }]) => ({
        command,
        title: keep(`${command}.title`, title),
        category: CATEGORY,
        icon: `$(${icon})`,
      })),
      menus: menus(),
      configuration: {
        title: CATEGORY,
        properties: Object.fromEntries(
          settings().map(([id, setting], order) => [id, property(id, setting, order, keep)]),
        ),
      },
      configurationDefaults: Object.fromEntries(LANGUAGES.map(({ id }) => [`[${id}]`, EDITOR_DEFAULTS])),
      viewsContainers: { activitybar: [CONTAINER] },
      views: {
        [CONTAINER.id]: VIEWS.map(({ name, contextualTitle, ...view }) => ({
          ...view,
          name: keep(`${view.id}.name`, name),
          contextualTitle: keep(`${view.id}.title`, contextualTitle),
        })),
      },
      viewsWelcome: WELCOME.map(({ id, contents, ...welcome }) => ({
        ...welcome,
        contents: keep(`welcome.${id}`, contents.join('\n')),
      })),
      walkthroughs: [
        {
          id: WALKTHROUGH,
          title: keep('walkthrough.title', 'Get started with InitScope'),
          description: keep(
            'walkthrough.description',
            'Train one network from several initializers and see what each of them does.',
          ),
          steps: Object.entries<WalkthroughStep>(STEPS).map(([id, shown]) => step(id, shown, keep)),
        },
      ],
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

const step = (
  id: string,
  { title, description, done, picture, alt }: WalkthroughStep,
  keep: Keep,
): object => ({
  id,
  title: keep(`walkthrough.${id}.title`, title),
  description: keep(`walkthrough.${id}.description`, description.join('\n')),
  completionEvents: [`onContext:${MILESTONES[done]}`],
  media: { image: pictures(picture), altText: keep(`walkthrough.${id}.alt`, alt) },
});

const pictures = (path: string): object => {
  const file = (theme: string): string => `${path}-${theme}.png`;
  return { dark: file('dark'), light: file('light'), hc: file('hc'), hcLight: file('light') };
};

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

function property(
  id: string,
  { schema, scope, items }: SettingContribution,
  order: number,
  keep: Keep,
): object {
  return {
    ...valueSchema(id, schema, keep),
    ...(items !== undefined && { items: ITEMS[items](id, keep) }),
    default: schema.default,
    markdownDescription: keep(id, schema.doc),
    scope,
    order,
  };
}

const ITEMS = {
  ruleCodes: (id, keep) => ({
    type: 'string',
    enum: Object.keys(rules),
    markdownEnumDescriptions: Object.entries(rules).map(([code, { title }]) =>
      keep(`${id}.${code}`, `${title}.`),
    ),
  }),
} as const satisfies Readonly<
  Record<NonNullable<SettingContribution['items']>, (id: string, keep: Keep) => object>
>;

function valueSchema(id: string, schema: SettingContribution['schema'], keep: Keep): object {
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
        markdownEnumDescriptions: Object.entries(schema.values).map(([value, doc]) =>
          keep(`${id}.${value}`, doc),
        ),
      };
    case 'list':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true };
  }
}
