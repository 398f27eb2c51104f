import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { experimentSchema } from '../../src/experiment/schema/experiment';
import { templates } from '../../src/experiment/templates';
import { healthRules } from '../../src/health/registry';
import { rules } from '../../src/language/rules/registry';
import { article } from '../../src/schema/describe';
import type { Described, Schema } from '../../src/schema/schema';
import type { Output } from './output';

const FOLDERS: readonly string[] = ['src/', 'webview/'];

/** Make a message of their first argument: at once, or to be said later. */
const SPEAKERS: readonly string[] = ['t', 'phrase'];

/** Texts of registries, translated where they are shown. */
const registered = (): readonly string[] => [
  ...Object.values(healthRules).flatMap(({ title, doc, when, advice }) => [title, doc, when, advice]),
  ...Object.values(rules).flatMap(({ title, doc }) => [title, doc]),
  ...templates.flatMap(wordsOf),
  ...wordsIn(experimentSchema),
];

const wordsOf = ({ title, doc }: Described): readonly string[] =>
  title === undefined ? [doc] : [title, doc];

/** What a schema says of itself, of what it accepts and of all within it. */
const wordsIn = (schema: Schema, seen = new Set<Schema>()): readonly string[] =>
  seen.has(schema) ? [] : [...wordsOf(schema), ...wordsWithin(schema, seen.add(schema))];

function wordsWithin(schema: Schema, seen: Set<Schema>): readonly string[] {
  const within = (fields: Readonly<Record<string, { readonly schema: Schema }>>): readonly string[] =>
    Object.values(fields).flatMap((field) => wordsIn(field.schema, seen));
  switch (schema.kind) {
    case 'string':
      return schema.pattern === undefined ? [] : [schema.pattern.expected];
    case 'enum':
      return Object.values<string>(schema.values);
    case 'list':
      return wordsIn(schema.item, seen);
    case 'map':
      return [schema.keyDoc, ...Object.values(schema.keys ?? {}), ...wordsIn(schema.value, seen)];
    case 'object':
      return within(schema.fields);
    case 'forms':
      return schema.forms.flatMap((form) => wordsIn(form, seen));
    case 'choice': {
      const { noun, bare, siblings, entries } = schema;
      const ofEntries = Object.values(entries).flatMap((entry) => [
        ...wordsOf(entry),
        ...within(entry.parameters),
        ...(entry.content === undefined ? [] : wordsIn(entry.content, seen)),
      ]);
      return [noun, article(noun), ...(bare ? [bare.noun] : []), ...within(siblings), ...ofEntries];
    }
    case 'boolean':
    case 'number':
      return [];
  }
}

const CONTRIBUTIONS = 'src/extension/contributions/';

/** A text in the sources that a person may come to see. */
export interface SourceText {
  readonly text: string;
  /** `src/extension/app.ts:12`. */
  readonly place: string;
  /** Whether it goes through `t` or `phrase`, and so can be translated. */
  readonly translated: boolean;
}

/**
 * All string literals and templates of the sources; the extension's contributions are translated by package.nls.
 *
 * @param names folders, with a slash at the end, and files
 */
export const sourceTexts = (root: URL, names: readonly string[]): readonly SourceText[] =>
  names.flatMap((name) =>
    filesOf(root, name).flatMap((path) => textsOf(path, readFileSync(new URL(path, root), 'utf8'))),
  );

function filesOf(root: URL, name: string): readonly string[] {
  if (!name.endsWith('/')) return [name];
  return readdirSync(new URL(name, root), { recursive: true, encoding: 'utf8' })
    .map((file) => `${name}${file.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.startsWith(CONTRIBUTIONS))
    .toSorted();
}

function textsOf(path: string, source: string): readonly SourceText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: SourceText[] = [];
  const add = (node: ts.Node, text: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const { parent } = node;
    const translated =
      ts.isCallExpression(parent) &&
      SPEAKERS.includes(parent.expression.getText()) &&
      parent.arguments[0] === node;
    found.push({ text, place: `${path}:${line + 1}`, translated });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || isForDevelopers(node)) return;
    if (ts.isStringLiteralLike(node)) add(node, node.text);
    if (ts.isTemplateExpression(node))
      add(
        node,
        [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('…'),
      );
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What is logged, and errors that are defects and not to be acted on by a person. */
const isForDevelopers = (node: ts.Node): boolean =>
  (ts.isCallExpression(node) && /^(.*\.)?log\.(info|warn|error)$|\bwarn$/.test(node.expression.getText())) ||
  (ts.isNewExpression(node) && /^(Range)?Error$/.test(node.expression.getText()));

/** Every message that is shown in the reader's language. */
export function messagesOf(root: URL): readonly string[] {
  // few files speak, and to parse all takes seconds
  const speaking = FOLDERS.flatMap((folder) => filesOf(root, folder)).filter((path) =>
    /\/(l10n|phrase)';$/m.test(readFileSync(new URL(path, root), 'utf8')),
  );
  const spoken = sourceTexts(root, speaking).flatMap(({ text, translated }) => (translated ? [text] : []));
  return [...new Set([...spoken, ...registered()])].toSorted();
}

/** l10n/bundle.l10n.json, for translators. */
export const generateL10n = (root: URL): Promise<Output> => {
  const catalogue = Object.fromEntries(messagesOf(root).map((message) => [message, message]));
  return Promise.resolve({ path: 'l10n/bundle.l10n.json', text: `${JSON.stringify(catalogue, null, 2)}\n` });
};
