import { basename } from 'node:path';
import { chromium } from 'playwright-core';
import type { Locator, Page } from 'playwright-core';
import { runPanel } from './panel';
import type { RunPanel } from './panel';
import { CHROMIUM_FLAGS } from '../../../scripts/screenshots/chromiumFlags';
import { PATIENCE_MS } from './patience';

/** The editor's window: what a person sees and can do. */
export interface Workbench {
  readonly page: Page;
  /** Errors and warnings on the console so far, of the window and of all webviews. */
  readonly console: readonly string[];
  readonly panel: RunPanel;
  readonly quickInput: Locator;
  /** Text of the item that shows what trains. */
  readonly trainingStatus: Locator;
  /** @param name its path in the open folder */
  openFile(name: string): Promise<void>;
  /** Runs a command by its title in the palette. */
  command(title: string): Promise<void>;
  /** Picks an item of an open quick pick. */
  pick(label: string | RegExp): Promise<void>;
  tab(title: string | RegExp): Locator;
  codeLens(text: string | RegExp): Locator;
  /** A word of the file that is open. */
  word(text: string): Locator;
  /** Points at a word until what is told of it is there. @param text some of it */
  hoverOver(word: string, text: string): Promise<Locator>;
  /** Opens the sidebar with the runs. */
  openRuns(): Promise<void>;
  /** A row of the runs' tree. */
  row(text: string | RegExp): Locator;
  /** The row of an experiment's newest run, where the experiment is unfolded. */
  runOf(experiment: string): Locator;
  /** Opens the panel of a run from its row, where no panel is open. */
  openRun(row: Locator): Promise<void>;
  /** Shows what stands below a row. */
  unfold(row: Locator): Promise<void>;
  /** Picks an entry of a row's context menu. */
  contextMenu(row: Locator, entry: string): Promise<void>;
  dialogButton(text: string): Locator;
  /** One in the corner, which it leaves after a time unless it tells an error with a choice. */
  notification(text: string | RegExp): Locator;
  /** One in the list behind the bell, if that is open. */
  listedNotification(text: string | RegExp): Locator;
  /** Switches to a colour theme by its name in the list. */
  theme(name: string): Promise<void>;
  /** Closes all editors and notifications. */
  clear(): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  readonly url: string;
  /** Absent: no folder is open. */
  readonly folder?: string;
  readonly chromium: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Whose Chromium it is opened in; absent: one of its own. */
  readonly beside?: Workbench;
}

/** Opens a window of a running server in Chromium. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const shared = options.beside?.page.context().browser();
  const browser =
    shared ?? (await chromium.launch({ executablePath: options.chromium, args: CHROMIUM_FLAGS }));
  const page = await browser.newPage({ viewport: options.size ?? { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  const messages: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') messages.push(message.text());
  });
  page.on('pageerror', (error) => messages.push(error.message));

  const ready = async (): Promise<void> => {
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.activitybar a[aria-label^="InitScope"]').waitFor();
  };
  const folder = options.folder === undefined ? '' : `?folder=${encodeURIComponent(options.folder)}`;
  await page.goto(`${options.url}/${folder}`);
  await ready();

  const quickInput = page.locator('.quick-input-widget input[type="text"]').first();
  const tab: Workbench['tab'] = (title) => page.locator('.tabs-container .tab', { hasText: title });
  const word: Workbench['word'] = (text) =>
    page.locator('.view-line span', { hasText: new RegExp(`^${text}$`) }).first();
  /** Asks again until it is there. */
  const askFor = async (shown: Locator, asking: () => Promise<void>): Promise<void> => {
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      await asking();
      try {
        await shown.waitFor({ timeout: 5000 });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  };
  // a key is lost while a page that has the focus still loads
  const openPalette = (): Promise<void> => askFor(quickInput, () => page.keyboard.press('F1'));
  const ask = async (text: string, row: string): Promise<void> => {
    await openPalette();
    await quickInput.fill(text);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
  };
  const command: Workbench['command'] = (title) => ask(`>${title}`, title);
  const pick: Workbench['pick'] = (label) =>
    page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  const panel = runPanel(page);
  return {
    page,
    console: messages,
    panel,
    quickInput,
    trainingStatus: page.locator('.statusbar-item[id*="initscope.training"]'),
    async openFile(name) {
      // by its whole path: the search behind the box may not know of a new file yet
      const file = basename(name);
      await ask(`${options.folder ?? ''}/${name}`, file);
      await tab(file).waitFor();
    },
    command,
    pick,
    tab,
    word,
    async hoverOver(name, text) {
      const hover = page.locator('.monaco-hover:visible', { hasText: text });
      // a line that moves under the pointer, as lenses come, shows none
      await askFor(hover, async () => {
        await page.mouse.move(0, 0);
        await word(name).hover();
      });
      return hover;
    },
    codeLens: (text) => page.locator('.codelens-decoration a', { hasText: text }),
    async openRuns() {
      const title = page.locator('.sidebar .composite.title', { hasText: 'InitScope' });
      if (!(await title.isVisible())) await page.locator('.activitybar a[aria-label^="InitScope"]').click();
      await title.waitFor();
    },
    row: (text) => page.locator('.sidebar .pane-body .monaco-list-row', { hasText: text }),
    // the row below that of the experiment: those of others may stand above it for a moment
    runOf: (experiment) =>
      page.locator(
        `.sidebar .monaco-list-row[aria-level="1"]:has-text("${experiment}") + .monaco-list-row[aria-level="2"]`,
      ),
    // a click is lost on a row that is drawn anew
    openRun: (row) => askFor(panel.title, () => row.click()),
    unfold: (row) =>
      askFor(row.and(page.locator('[aria-expanded="true"]')), async () => {
        if ((await row.getAttribute('aria-expanded')) === 'false')
          await row.locator('.monaco-tl-twistie').click();
      }),
    async contextMenu(row, entry) {
      const menu = page.locator('.monaco-menu');
      const item = menu.locator('.action-item', { hasText: entry }).first();
      // a row may have got this entry since: its menu stays as it was opened
      await askFor(item, async () => {
        if (await menu.first().isVisible()) await page.keyboard.press('Escape');
        await row.click({ button: 'right' });
      });
      // by key: for a moment a new menu takes no clicks, lest the one that opened it counts
      await item.hover({ force: true });
      await page.keyboard.press('Enter');
    },
    dialogButton: (text) => page.locator('.monaco-dialog-box .monaco-button', { hasText: text }),
    notification: (text) => page.locator('.notifications-toasts .notification-toast', { hasText: text }),
    listedNotification: (text) =>
      page.locator('.notifications-center .notification-list-item', { hasText: text }),
    async theme(name) {
      await command('Preferences: Color Theme');
      // the palette's own box stays for as long as the command takes to begin
      await quickInput.and(page.getByPlaceholder(/Color Theme/)).waitFor();
      await quickInput.fill(name);
      await pick(name);
      await quickInput.waitFor({ state: 'hidden' });
    },
    async clear() {
      await page.keyboard.press('Escape');
      await command('View: Close All Editors');
      await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
      await command('Notifications: Clear All Notifications');
    },
    async reload() {
      // by the editor's own command: it has what is kept written first
      const loaded = page.waitForEvent('domcontentloaded');
      await command('Developer: Reload Window');
      await loaded;
      await ready();
    },
    close: () => (shared ? page.close() : browser.close()),
  };
}
