import { existsSync } from 'node:fs';
import { DocumentLink, languages, Range, Uri } from 'vscode';
import type { DefinitionLink, TextDocument } from 'vscode';
import { MANIFEST_FILE } from '../../runs/store/layout';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import type { Pages } from '../ui/pages';
import { putStoredConfig } from './storedConfig';

/**
 * Go to definition in a run.json: from the path of its config to the file or, where that is gone, and from the text,
 * to the config as the run stored it.
 */
export function linkManifests(pages: Pages): Disposable {
  const owned = new Disposables();
  const selector = { pattern: `**/${MANIFEST_FILE}` };
  const linksIn = async (document: TextDocument): Promise<DefinitionLink[]> => {
    const { configIn } = await import('./configIn');
    const found = configIn(document.getText());
    if (found === undefined) return [];
    const { id, path, text, pathSpan, textSpan } = found;
    const rangeOf = ({ start, end }: typeof pathSpan): Range =>
      new Range(document.positionAt(start), document.positionAt(end));
    const link = (span: typeof pathSpan, targetUri: Uri): DefinitionLink => ({
      originSelectionRange: rangeOf(span),
      targetUri,
      targetRange: new Range(0, 0, 0, 0),
    });
    const stored = putStoredConfig(pages, { id, config: { path, text } });
    return [link(pathSpan, existsSync(path) ? Uri.file(path) : stored), link(textSpan, stored)];
  };
  owned.add(
    languages.registerDefinitionProvider(selector, {
      provideDefinition: async (document, position) =>
        (await linksIn(document)).filter(({ originSelectionRange }) =>
          originSelectionRange?.contains(position),
        ),
    }),
  );
  owned.add(
    languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: async (document) =>
        (await linksIn(document)).flatMap(({ originSelectionRange: range, targetUri: target }) =>
          range ? [new DocumentLink(range, target)] : [],
        ),
    }),
  );
  return owned;
}
