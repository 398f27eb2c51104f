import type { EditorTheme } from './themes';

/**
 * Script that plays VS Code's part in a plain browser: theme variables and classes, `acquireVsCodeApi`.
 * Text, not a function: bundlers add helpers to functions that a page does not have.
 */
export const editorScript = (theme: EditorTheme, state: unknown): string => `
window.editor = { posted: [], kept: ${JSON.stringify(state ?? null)}, violations: [], gone: false };
window.acquireVsCodeApi = () => ({
  postMessage: (message) => {
    if (message.type !== 'ping') window.editor.posted.push(message);
    else if (!window.editor.gone) window.editor.deliver({ type: 'pong' });
  },
  getState: () => window.editor.kept,
  setState: (state) => { window.editor.kept = state; },
});
window.editor.deliver = (message) => window.postMessage(message, '*');
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
  window.editor.violations.push(violatedDirective + ' ' + blockedURI + ' ' + sample);
});
addEventListener('DOMContentLoaded', () => {
  const colours = ${JSON.stringify(theme.colours)};
  for (const [name, value] of Object.entries(colours))
    document.documentElement.style.setProperty('--vscode-' + name, value);
  document.body.className = ${JSON.stringify(theme.kind)};
  document.body.setAttribute('data-vscode-theme-kind', ${JSON.stringify(theme.kind)});
});
`;
