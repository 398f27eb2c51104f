import type { Disposable } from './disposables';

/** Listeners of one happening, without vscode, so that models that have one can be tested outside the editor. */
export class Signal<T = void> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  /** An arrow, so that it can be handed out as VS Code's `Event`. */
  readonly listen = (listener: (value: T) => void): { dispose: () => void } => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
