import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { HostMessage, PageMessage } from '../../webview/contract';
import { panelHtml } from '../../webview/html';
import type { PageResources } from '../../webview/html';
import { CHROMIUM_FLAGS } from './chromiumFlags';
import { editorScript } from './editorScript';
import type { EditorTheme } from './themes';

const CHROMIUM = '/usr/bin/chromium';
export const hasChromium = (): boolean => existsSync(CHROMIUM);

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });

const ORIGIN = 'http://panel.test';
/** How long anything may take on a loaded machine. */
const PATIENCE_MS = 120_000;

export interface PanelOptions {
  readonly theme: EditorTheme;
  readonly width: number;
  readonly height?: number;
  /** What `getState` gives at first. */
  readonly state?: unknown;
  /** Absent: English. */
  readonly language?: PageResources['language'];
  /** Folder with `panel.js` and `panel.css`. */
  readonly bundle: string;
}

export interface PanelPage {
  readonly page: Page;
  readonly send: (...messages: readonly HostMessage[]) => Promise<void>;
  /** What the page has posted to its host so far. */
  readonly posted: () => Promise<readonly PageMessage[]>;
  /** What the page has kept with `setState`. */
  readonly kept: () => Promise<unknown>;
  /** Violations of the content security policy, console errors, requests to anywhere else. */
  readonly problems: () => Promise<readonly string[]>;
}

/** The run panel as VS Code would show it: its document, its policy, the theme's variables, a host to talk to. */
export async function openPanel(browser: Browser, options: PanelOptions): Promise<PanelPage> {
  const { theme, width, height = 900, state, bundle } = options;
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(PATIENCE_MS);
  const seen: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(error.message));
  await page.addInitScript(editorScript(theme, state));
  const files: Readonly<Record<string, { contentType: string; body: string | Buffer }>> = {
    '/': { contentType: 'text/html', body: documentHtml(options.language) },
    '/panel.js': { contentType: 'text/javascript', body: await readFile(`${bundle}/panel.js`) },
    '/panel.css': { contentType: 'text/css', body: await readFile(`${bundle}/panel.css`) },
    '/favicon.ico': { contentType: 'image/x-icon', body: '' },
  };
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const file = origin === ORIGIN ? files[pathname] : undefined;
    if (file !== undefined) return route.fulfill(file);
    seen.push(`request to ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    async send(...messages) {
      for (const message of messages) await page.evaluate(`window.editor.deliver(${toScript(message)})`);
    },
    posted: () => page.evaluate('window.editor.posted'),
    kept: () => page.evaluate('window.editor.kept'),
    async problems() {
      const violations: readonly string[] = await page.evaluate('window.editor.violations');
      return [...seen, ...violations];
    },
  };
}

const documentHtml = (language: PageResources['language']): string =>
  panelHtml({
    script: `${ORIGIN}/panel.js`,
    style: `${ORIGIN}/panel.css`,
    cspSource: ORIGIN,
    nonce: 'nonceOfThisPage',
    ...(language && { language }),
  });

/** A script that evaluates to the message, NaN and infinities included. */
function toScript(value: unknown): string {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return `new ${value.constructor.name}([${[...(value as Float64Array)].join(',')}])`;
  if (Array.isArray(value)) return `[${value.map(toScript).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}:${toScript(field)}`);
    return `{${fields.join(',')}}`;
  }
  return value === undefined
    ? 'undefined'
    : typeof value === 'number'
      ? String(value)
      : JSON.stringify(value);
}
