import { jsonForScript } from '../src/shared/jsonForScript';

export interface PageResources {
  /** Addresses of `dist/webview/panel.js` and `panel.css` as the page may load them. */
  readonly script: string;
  readonly style: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Fresh and unguessable for each page. */
  readonly nonce: string;
  /** Language of the editor, and its texts by the English ones; absent: English. */
  readonly language?: { readonly code: string; readonly texts: Readonly<Record<string, string>> };
}

/** Element with the texts of another language, as JSON. */
export const TEXTS_ELEMENT = 'initscope-texts';

/** What `main.ts` reads the texts of another language from; nothing for English. */
export const textsElement = (language: PageResources['language']): string =>
  language === undefined
    ? ''
    : `
<script type="application/json" id="${TEXTS_ELEMENT}">${jsonForScript(language.texts)}</script>`;

/** The run panel's document. Its host sends messages as `contract.ts` says; nothing else is ever loaded. */
export const panelHtml = ({
  script,
  style,
  cspSource,
  nonce,
  language,
}: PageResources): string => `<!DOCTYPE html>
<html lang="${language?.code ?? 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${cspSource} data:; style-src ${cspSource} 'nonce-${nonce}'; font-src ${cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<title>InitScope run</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="app" class="app"></main>${textsElement(language)}
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
