import { chromium } from 'playwright-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

export interface Workbench {
  readonly page: Page;
  readonly consoleErrors: readonly string[];
  openFile(name: string): Promise<void>;
  /** Runs a command by its palette title. */
  command(title: string): Promise<void>;
  quickInput(): Locator;
  pick(label: string | RegExp): Promise<void>;
  codeLens(text: string | RegExp): Locator;
  openExplorer(): Promise<void>;
  treeRow(text: string | RegExp): Locator;
  /** The document of the visible webview. */
  panel(): FrameLocator;
  notification(text: string | RegExp): Locator;
  reload(): Promise<void>;
  close(): Promise<void>;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a workspace folder of a running server in Chromium. */
export async function openWorkbench(options: {
  readonly url: string;
  readonly folder: string;
  readonly chromium: string;
}): Promise<Workbench> {
  const browser: Browser = await chromium.launch({ executablePath: options.chromium, args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(60_000);
  const consoleErrors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  await page.goto(`${options.url}/?folder=${encodeURIComponent(options.folder)}`);
  const ready = async (): Promise<void> => {
    await page.locator('.monaco-workbench').waitFor();
    await page
      .locator('.explorer-folders-view .monaco-list-row')
      .first()
      .or(page.locator('.activitybar'))
      .first()
      .waitFor();
  };
  await ready();

  const quickInput = (): Locator => page.locator('.quick-input-widget input[type="text"]').first();
  const workbench: Workbench = {
    page,
    consoleErrors,
    quickInput,
    async openFile(name) {
      await page.keyboard.press('Control+P');
      await quickInput().waitFor();
      await quickInput().fill(name);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
      await page.locator('.tabs-container .tab', { hasText: name }).waitFor();
    },
    async command(title) {
      await page.keyboard.press('F1');
      await quickInput().waitFor();
      await quickInput().fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
    },
    async pick(label) {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
    },
    codeLens: (text) => page.locator('.codelens-decoration a', { hasText: text }),
    async openExplorer() {
      const icon = page.locator('.activitybar a[aria-label^="InitScope"]').first();
      await icon.waitFor();
      const open = page.locator('.sidebar .composite.title', { hasText: 'InitScope' });
      if (!(await open.isVisible())) await icon.click();
      await open.waitFor();
    },
    treeRow: (text) => page.locator('.sidebar .pane-body .monaco-list-row', { hasText: text }),
    panel: () => page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame'),
    notification: (text) => page.locator('.notifications-toasts .notification-toast', { hasText: text }),
    async reload() {
      await page.reload();
      await ready();
    },
    close: () => browser.close(),
  };
  return workbench;
}
