import { commands, EventEmitter, Uri, workspace } from 'vscode';
import { Disposables } from './disposables';
import type { Disposable } from './disposables';

const SCHEME = 'initscope-page';

/** What a page shows that the editor restored after a reload. */
const GONE =
  'This page was made before the window was reloaded. Run its command again to see it as it is now.';

/** Read-only documents that are made on request and kept nowhere. */
export class Pages implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new EventEmitter<Uri>());
  readonly #texts = new Map<string, string>();

  constructor() {
    this.#owned.add(
      workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: ({ path }) => this.#texts.get(path) ?? GONE,
      }),
    );
  }

  /** Shows a page in Markdown preview; one of the same title is replaced. */
  async show(title: string, markdown: string): Promise<void> {
    await commands.executeCommand('markdown.showPreview', this.put(`${title}.md`, markdown));
  }

  /** Makes a read-only document of a text; one of the same name is replaced. */
  put(fileName: string, text: string): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: `/${fileName}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
