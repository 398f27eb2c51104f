import { commands, EventEmitter, Uri, workspace } from 'vscode';
import { Disposables } from './disposables';
import type { Disposable } from './disposables';

const SCHEME = 'initscope-page';

/** What a page shows that the editor restored after a reload. */
const GONE =
  'This page was made before the window was reloaded. Run its command again to see it as it is now.';

/** Markdown pages that are made on request and kept nowhere. */
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
    const uri = Uri.from({ scheme: SCHEME, path: `/${title}.md` });
    this.#texts.set(uri.path, markdown);
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
