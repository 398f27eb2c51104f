import { expect } from 'vitest';
import type { Locator } from 'playwright-core';
import { PATIENCE_MS } from './patience';
import type { RunPanel } from './panel';

/** For what a loaded machine may take its time over. */
export const LONG = { timeout: PATIENCE_MS, interval: 100 } as const;

/** Looks at an element's text until it is as expected; an element that is not there has the text ''. */
export const until = (element: Locator) =>
  expect.poll(
    async () => ((await element.count()) === 0 ? '' : ((await element.first().textContent()) ?? '')),
    LONG,
  );

/** Waits until the loss chart has a later point. @returns its step */
export async function stepBeyond(step: number, panel: RunPanel): Promise<number> {
  let last = Number.NaN;
  await expect.poll(async () => (last = await panel.lastStep()), LONG).toBeGreaterThan(step);
  return last;
}
