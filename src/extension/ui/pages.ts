import { commands, EventEmitter, Uri, workspace } from 'vscode';
import { Disposables } from './disposables';
import type { Disposable } from './disposables';
import { t } from './l10n';

/** Of documents that are on no disk. */
export const PAGE_SCHEME = 'initscope-page';

/** What a page shows that the editor restored after a reload. */
const gone = (): string =>
  t('This page was made before the window was reloaded. Run its command again to see it as it is now.');

/** Read-only documents that are made on request and kept nowhere. */
export class Pages implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new EventEmitter<Uri>());
  readonly #texts = new Map<string, string>();

  constructor() {
    this.#owned.add(
      workspace.registerTextDocumentContentProvider(PAGE_SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: ({ path }) => this.#texts.get(path) ?? gone(),
      }),
    );
  }

  /** Shows a page in Markdown preview; one of the same title is replaced. */
  async show(title: string, markdown: string): Promise<void> {
    await commands.executeCommand('markdown.showPreview', this.put(`${title}.md`, markdown));
  }

  /** The same in the column beside what is in front. */
  async showBeside(title: string, markdown: string): Promise<void> {
    await commands.executeCommand('markdown.showPreviewToSide', this.put(`${title}.md`, markdown));
  }

  /** Makes a read-only document of a text; one of the same name is replaced. */
  put(fileName: string, text: string): Uri {
    const uri = Uri.from({ scheme: PAGE_SCHEME, path: `/${fileName}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
