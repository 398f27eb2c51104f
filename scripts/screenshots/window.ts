import type { Locator, Page } from 'playwright-core';
import type { Workbench } from '../../test/e2e/support/workbench';

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
