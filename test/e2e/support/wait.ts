import { expect } from 'vitest';
import type { Locator } from 'playwright-core';

/** For what a loaded machine may take its time over. */
export const LONG = { timeout: 120_000, interval: 100 } as const;

/** Looks at an element's text until it is as expected; an element that is not there has the text ''. */
export const until = (element: Locator) =>
  expect.poll(
    async () => ((await element.count()) === 0 ? '' : ((await element.first().textContent()) ?? '')),
    LONG,
  );
