import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateManifest } from '../../../../scripts/generate/manifest';
import { COMMANDS } from '../../../../src/extension/contributions/commands';
import { CONTAINER, VIEWS, WELCOME } from '../../../../src/extension/contributions/views';
import { STEPS } from '../../../../src/extension/contributions/walkthrough';
import { LANGUAGES } from '../../../../src/extension/contributions/languages';
import { LANGUAGE_IDS, LENS_COMMANDS } from '../../../../src/language/names';

const root = new URL('../../../../', import.meta.url);

test('package.json says what the tables say', async () => {
  for (const { path, text } of await generateManifest(root))
    expect(await readFile(new URL(path, root), 'utf8'), path).toBe(text);
});

test('buttons of welcome views and of the walkthrough name commands that exist', () => {
  const texts = [
    ...WELCOME.map(({ contents }) => contents.join('\n')),
    ...Object.values(STEPS).map(({ description }) => description.join('\n')),
  ];
  const named = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)]);
  const ours = named.map(([, command]) => command).filter((command) => command?.startsWith('initscope.'));
  expect(ours.length).toBeGreaterThan(0);
  for (const command of ours) expect(COMMANDS).toHaveProperty([command ?? '']);
});

test('code lenses name commands that exist', () => {
  for (const command of Object.values(LENS_COMMANDS)) expect(COMMANDS).toHaveProperty([command]);
});

test('configs are of no language that a YAML or JSON extension attaches to, so that nothing is told twice', async () => {
  // documentSelector of redhat.vscode-yaml and of VS Code's own JSON extension
  const attached = ['yaml', 'dockercompose', 'github-actions-workflow', 'json', 'jsonc', 'snippets'];
  const { contributes } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
    contributes: { languages: { id: string; extensions: string[] }[]; yamlValidation?: unknown };
  };
  const ids = contributes.languages.map(({ id }) => id);
  expect(ids).toEqual(Object.values(LANGUAGE_IDS));
  expect(ids.filter((id) => attached.includes(id))).toEqual([]);
  expect(contributes.languages.flatMap(({ extensions }) => extensions)).toEqual([
    '.initscope.yaml',
    '.initscope.yml',
    '.initscope.json',
  ]);
});

test('every file that contributions point to is in the repository', () => {
  const themes = ['dark', 'light', 'hc'];
  const files = [
    ...Object.values(STEPS).flatMap(({ picture }) => themes.map((theme) => `${picture}-${theme}.png`)),
    CONTAINER.icon,
    ...VIEWS.map(({ icon }) => icon),
    ...LANGUAGES.flatMap(({ icon, configuration, grammar }) => [icon, configuration, grammar.path]),
  ];
  for (const file of files) expect(existsSync(new URL(file, root)), file).toBe(true);
});
