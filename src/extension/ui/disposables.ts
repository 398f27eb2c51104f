/** Anything that holds on to something; VS Code's own disposables are of this shape. */
export interface Disposable {
  dispose(): unknown;
}

/** Things to dispose together, last one first. What is added after the disposal is disposed at once. */
export class Disposables implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  add<D extends Disposable>(item: D): D {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (let item = this.#items.pop(); item !== undefined; item = this.#items.pop()) item.dispose();
  }
}

/** Does something again and again, until it is disposed. */
export function every(milliseconds: number, task: () => void): Disposable {
  const timer = setInterval(task, milliseconds);
  return { dispose: () => clearInterval(timer) };
}
