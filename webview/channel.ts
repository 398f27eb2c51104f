import type { PageMessage, PageState } from './contract';

/** The page's way to what feeds it: the extension host, or the recording in a report. */
export interface Channel {
  /** No host answers: buttons that need one are left out. */
  readonly standalone: boolean;
  /** What an earlier page at this place kept; unchecked. */
  restore(): unknown;
  keep(state: PageState): void;
  post(message: PageMessage): void;
  /** Messages arrive unchecked. */
  listen(listener: (message: unknown) => void, failed: (error: unknown) => void): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Given by VS Code to a webview's scripts; once only. */
  var acquireVsCodeApi: (() => VsCodeApi) | undefined;
}

/** @returns undefined outside of VS Code */
export function vsCodeChannel(): Channel | undefined {
  const api = globalThis.acquireVsCodeApi?.();
  if (api === undefined) return undefined;
  return {
    standalone: false,
    restore: () => api.getState(),
    keep: (state) => api.setState(state),
    post: (message) => api.postMessage(message),
    listen: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data));
    },
  };
}
