import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The run panel that is in view. */
export interface RunPanel {
  readonly frame: FrameLocator;
  readonly title: Locator;
  /** `Running`, `Finished`, … */
  readonly state: Locator;
  /** Experiment, engine, device and times. */
  readonly facts: Locator;
  button(text: string): Locator;
  chip(initializer: string): Locator;
  /** The dropdown with this label. */
  picker(label: string): Locator;
  openTab(title: string): Promise<void>;
  /** Opens whatever tabs there are, one after the other, and the first again. */
  openEveryTab(): Promise<void>;
  choose(label: string, option: string): Promise<void>;
  /** The last step that the loss chart has a point for; NaN before the first. What has come may not be drawn yet. */
  lastStep(): Promise<number>;
  /** The drawn chart, as a data address. */
  picture(chart: string): Promise<string>;
}

export function runPanel(page: Page): RunPanel {
  const frame = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  const chart = (id: string): Locator => frame.locator(`#${id} canvas`);
  const picker = (label: string): Locator =>
    frame.locator(`vscode-dropdown[aria-label="${label}"]`).filter({ visible: true });
  return {
    frame,
    title: frame.locator('h1'),
    state: frame.locator('.run-header .badge'),
    facts: frame.locator('.facts'),
    button: (text) => frame.locator('.run-header vscode-button', { hasText: text }),
    chip: (initializer) => frame.locator('.legend .chip', { hasText: initializer }),
    picker,
    openTab: (title) => frame.getByRole('tab', { name: title }).click(),
    async openEveryTab() {
      const tabs = frame.getByRole('tab');
      for (const tab of await tabs.all()) await tab.click();
      await tabs.first().click();
    },
    async choose(label, option) {
      await picker(label).click();
      await picker(label).locator('vscode-option', { hasText: option }).click();
    },
    async lastStep() {
      const loss = chart('loss');
      await loss.press('End');
      const tooltip = frame.locator('#loss .tooltip-heading');
      // drawn with a later frame, if there is a point
      await tooltip.waitFor({ timeout: 2000 }).catch(() => undefined);
      const [heading = ''] = await tooltip.allTextContents();
      await loss.press('Escape');
      // `Step 1,234 · epoch 2.50`
      return Number(/Step ([\d,]+)/.exec(heading)?.[1]?.replaceAll(',', ''));
    },
    picture: (id) => chart(id).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()),
  };
}
