import { LANGUAGE_IDS } from '../../language/names';

export interface LanguageContribution {
  readonly id: string;
  readonly title: string;
  readonly extensions: readonly string[];
  /** Text of an icon for editors without a file icon theme of their own. */
  readonly icon: string;
  readonly configuration: string;
  readonly grammar: { readonly scope: string; readonly embeds: string; readonly path: string };
}

/**
 * Config files are languages of their own, so that the extension wakes up for them alone and no general YAML or JSON
 * extension reports the same mistake twice. Who prefers the general one associates the files with `yaml` or `json`.
 */
export const LANGUAGES: readonly LanguageContribution[] = [
  {
    id: LANGUAGE_IDS.yaml,
    title: 'InitScope Experiment',
    extensions: ['.initscope.yaml', '.initscope.yml'],
    icon: 'media/icons/experiment.svg',
    configuration: 'media/language/yaml.configuration.json',
    grammar: {
      scope: 'source.initscope',
      embeds: 'source.yaml',
      path: 'media/language/yaml.tmLanguage.json',
    },
  },
  {
    id: LANGUAGE_IDS.json,
    title: 'InitScope Experiment (JSON)',
    extensions: ['.initscope.json'],
    icon: 'media/icons/experiment.svg',
    configuration: 'media/language/json.configuration.json',
    grammar: {
      scope: 'source.initscope.json',
      embeds: 'source.json',
      path: 'media/language/json.tmLanguage.json',
    },
  },
];

/** Editor settings for config files, unless the person has set them. */
export const EDITOR_DEFAULTS = {
  'editor.insertSpaces': true,
  'editor.tabSize': 2,
  // labels such as "σ = 0.1" are meant
  'editor.unicodeHighlight.ambiguousCharacters': false,
} as const;

/** Glob of all config files. */
export const CONFIG_GLOB = '**/*.initscope.{yaml,yml,json}';
export const CONFIG_EXTENSION = /\.initscope\.(ya?ml|json)$/;

/** When clauses. */
export const IS_CONFIG_LANGUAGE = 'resourceLangId =~ /^initscope/';
export const IS_CONFIG_FILE = 'resourceFilename =~ /\\.initscope\\.(ya?ml|json)$/';
