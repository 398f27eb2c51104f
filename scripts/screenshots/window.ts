import type { Locator, Page } from 'playwright-core';
import { environment } from '../../test/e2e/support/environment';
import { startServer } from '../../test/e2e/support/server';
import type { ServerOptions } from '../../test/e2e/support/server';
import { openWorkbench } from '../../test/e2e/support/workbench';
import type { Workbench, WorkbenchOptions } from '../../test/e2e/support/workbench';

/** Names of the colour themes in the editor's list, by the endings of the pictures. */
export const WORKBENCH_THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  hc: 'Dark High Contrast',
} as const;

/** Opens a folder in a real VS Code with the packaged extension, and closes it whatever comes. */
export async function inWorkbench(
  options: Pick<WorkbenchOptions, 'folder' | 'size'> & Pick<ServerOptions, 'settings'>,
  use: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const needed = environment();
  const server = await startServer({ ...needed, ...options });
  try {
    const workbench = await openWorkbench({ ...needed, ...options, url: server.url });
    await use(workbench).finally(() => workbench.close());
  } finally {
    await server.stop();
  }
}

/** Of a window, in pixels. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels below the last row. */
const MARGIN = 16;

/** The part of the window that the elements take up together. */
export async function areaOf(page: Page, ...elements: readonly Locator[]): Promise<Area> {
  const boxes = await Promise.all(elements.map((element) => element.boundingBox()));
  const found = boxes.filter((box) => box !== null);
  const x = Math.min(...found.map((box) => box.x));
  const y = Math.min(...found.map((box) => box.y));
  const right = Math.max(...found.map((box) => box.x + box.width));
  const bottom = Math.max(...found.map((box) => box.y + box.height));
  const { width, height } = page.viewportSize() ?? { width: right, height: bottom };
  return { x, y, width: Math.min(right, width) - x, height: Math.min(bottom + MARGIN, height) - y };
}

/** Makes the sidebar wide enough for its rows. */
export async function widenSidebar({ page }: Workbench, by: number): Promise<void> {
  const sidebar = await page.locator('.part.sidebar').boundingBox();
  if (sidebar === null) throw new Error('the sidebar is not in view');
  const edge = { x: sidebar.x + sidebar.width, y: sidebar.y + sidebar.height / 2 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + by, edge.y, { steps: 5 });
  await page.mouse.up();
}
