import { RunFeed } from '../../src/extension/panel/feed';
import { RunReader } from '../../src/runs/store/runReader';
import type { HostMessage, PageMessage } from '../../webview/contract';
import { launch, openPanel } from '../screenshots/panelPage';
import { THEMES } from '../screenshots/themes';
import { hoursSince } from './sample';
import type { Sample } from './sample';

/** A page of the panel in Chromium that is shown one run after the other by the host's side of it. */
export interface OnePanel {
  /** Follows a run until the page has been shown its end, going through the tabs meanwhile. */
  follow(runFolder: string): Promise<void>;
  sample(): Promise<Sample>;
  /** @throws when the page has logged an error or broken its policy */
  close(): Promise<void>;
}

/** Those that need nobody else: the networks behind the predictions would be processes of their own. */
const TABS = ['overview', 'distributions', 'layers', 'health', 'model'] as const;

const LOOK_MS = 50;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/** @param bundle folder of `panel.js` and `panel.css` */
export async function openOnePanel(bundle: string): Promise<OnePanel> {
  const start = performance.now();
  const browser = await launch();
  const { page, send, problems } = await openPanel(browser, { theme: THEMES.dark, width: 1280, bundle });
  page.setDefaultTimeout(0); // a machine that stands still for minutes is no fault
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('HeapProfiler.enable');
  let turn = 0;
  /** Shows a tab, once there are any, and has it drawn. */
  const visit = (tab: (typeof TABS)[number] | undefined = TABS[0]): Promise<void> =>
    page.evaluate(`
      document.querySelector('#tab-${tab}')?.click();
      new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())));
    `);

  return {
    async follow(runFolder) {
      const waiting: HostMessage[] = [];
      let live = true;
      const feed = new RunFeed({
        reader: new RunReader(runFolder),
        send: (message) => waiting.push(message),
        named: () => undefined,
        warn: (message) => console.error(message),
      });
      const answer = (message: PageMessage): void => {
        if (message.type === 'handled') feed.handled();
        if (message.type === 'histograms') feed.histograms(message);
      };
      feed.ready();
      while (live || waiting.length > 0) {
        for (const message of waiting.splice(0)) {
          await send(message);
          if (message.type === 'manifest')
            live = message.manifest.state === 'running' || message.manifest.state === 'paused';
        }
        for (const message of await page.evaluate<readonly PageMessage[]>('editor.posted.splice(0)'))
          answer(message);
        if (!live) continue;
        await visit(TABS[turn++ % TABS.length]);
        await pause();
      }
      // what is counted then is the same page each time, however long the run was
      for (const tab of [...TABS, TABS[0]]) await visit(tab);
      feed.dispose();
    },
    async sample() {
      await protocol.send('HeapProfiler.collectGarbage');
      const { usedSize } = await protocol.send('Runtime.getHeapUsage');
      const { documents, nodes, jsEventListeners } = await protocol.send('Memory.getDOMCounters');
      return {
        hours: hoursSince(start),
        heap: usedSize,
        counts: { documents, nodes, listeners: jsEventListeners },
      };
    },
    async close() {
      const seen = await problems();
      await browser.close();
      if (seen.length > 0) throw new Error(seen.join('\n'));
    },
  };
}
