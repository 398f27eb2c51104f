import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Output } from './output';

/** What a person sees of the extension: its host, and the panel's page. */
const FOLDERS: readonly string[] = ['src/extension/', 'webview/'];

/** A text in the sources that a person may come to see. */
export interface SourceText {
  readonly text: string;
  /** `src/extension/app.ts:12`. */
  readonly place: string;
  /** Whether it goes through `t`, and so can be translated. */
  readonly translated: boolean;
}

/** All string literals and templates of the extension's own sources; contributions are translated by package.nls. */
export const sourceTexts = (root: URL, folders = FOLDERS): readonly SourceText[] =>
  folders.flatMap((name) => {
    const folder = new URL(name, root);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !file.startsWith('contributions/'))
      .toSorted()
      .flatMap((file) => textsOf(`${name}${file}`, readFileSync(new URL(file, folder), 'utf8')));
  });

function textsOf(path: string, source: string): readonly SourceText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: SourceText[] = [];
  const add = (node: ts.Node, text: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const { parent } = node;
    const translated =
      ts.isCallExpression(parent) && parent.expression.getText() === 't' && parent.arguments[0] === node;
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

/** l10n/bundle.l10n.json: every message of the extension and its panel, for translators. */
export const generateL10n = (root: URL): Promise<Output> => {
  const messages = new Set(
    sourceTexts(root)
      .filter(({ translated }) => translated)
      .map(({ text }) => text),
  );
  const catalogue = Object.fromEntries([...messages].toSorted().map((message) => [message, message]));
  return Promise.resolve({ path: 'l10n/bundle.l10n.json', text: `${JSON.stringify(catalogue, null, 2)}\n` });
};
