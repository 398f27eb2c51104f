import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import type { Output } from '../../../webview/contract';
import { usePanels } from './support';

describe.skipIf(!hasChromium())('what a chart gives away', () => {
  const { open, panel, tab } = usePanels();

  /** What the page posts after a click in a chart's menu; bytes as base64, for they leave the browser as text. */
  const output = async (chart: string, item: string): Promise<Output & { readonly bytes?: string }> => {
    const card = panel().page.locator(`#${chart}`);
    await card.locator('summary').click();
    await card.getByRole('button', { name: item }).click();
    const last = (): Promise<(Output & { readonly bytes?: string }) | undefined> =>
      panel().page.evaluate(`(() => {
        const found = window.editor.posted.findLast(({ type }) => type === 'save' || type === 'copy');
        if (!(found?.content instanceof Uint8Array)) return found;
        return { ...found, bytes: btoa(Array.from(found.content, (byte) => String.fromCharCode(byte)).join('')) };
      })()`);
    await expect.poll(last).toBeDefined();
    return (await last())!;
  };
  const hasData = async (): Promise<void> =>
    expect.poll(() => panel().page.locator('#loss .notes').innerText()).toContain('NaN');

  it('is a PNG with title and key', async () => {
    await open();
    await hasData();
    const saved = await output('loss', 'PNG picture');
    expect(saved).toMatchObject({ type: 'save', name: 'Loss.png', mime: 'image/png' });
    const bytes = Buffer.from(saved.bytes ?? '', 'base64');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1920, 1120]);
    if (process.env['KEEP_PICTURES'] !== undefined)
      writeFileSync(`${process.env['KEEP_PICTURES']}/loss.png`, bytes);
  });

  it.each([
    ['overview', 'loss', ['good', 'bad', 'Cross-entropy (nats)']],
    ['layers', 'byDepth', ['good', 'dense_1', 'Activation variance']],
    ['layers', 'dead', ['Dead ReLUs', 'Initializer']],
    ['layers', 'heat-0', ['dense_1', 'Step (updates)']],
  ] as const)('is an SVG of %s’s %s, in letters and lines', async (tabId, chart, texts) => {
    await open();
    await hasData();
    await tab(tabId).click();
    const saved = await output(chart, 'SVG picture');
    if (saved.type !== 'save' || typeof saved.content !== 'string') throw new Error('no SVG');
    const { content } = saved;
    if (process.env['KEEP_PICTURES'] !== undefined)
      writeFileSync(`${process.env['KEEP_PICTURES']}/${chart}.svg`, content);
    const parsed = await panel().page.evaluate((text) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      const texts = [...root.querySelectorAll('text')].map(({ textContent }) => textContent);
      return { name: root.nodeName, texts, shapes: root.querySelectorAll('path, rect').length };
    }, content);
    expect(parsed.name).toBe('svg');
    for (const text of texts) expect(parsed.texts.join('\n')).toContain(text);
    expect(parsed.shapes).toBeGreaterThan(8);
    expect(content).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('is a CSV of every value', async () => {
    await open();
    await hasData();
    const saved = await output('loss', 'CSV table');
    if (saved.type !== 'save' || typeof saved.content !== 'string') throw new Error('no CSV');
    const [head = '', first = '', ...others] = saved.content.trim().split('\n');
    expect(head).toContain('"bad, training, seed 1"');
    expect(first.split(',').slice(0, 3)).toEqual(['0', '0', '2']);
    expect(others).toHaveLength(19);
  });

  it('is a Markdown table for the clipboard', async () => {
    await open();
    await hasData();
    const copied = await output('accuracy', 'Copy as Markdown');
    expect(copied.type === 'copy' && copied.text).toMatch(/^\| Step \| Epoch \|.*\n\| ---: \|/);
  });

  it('is shown as a table in its place, by keyboard', async () => {
    const { page } = await open();
    await hasData();
    const toggle = page.locator('#accuracy').getByRole('button', { name: 'table' });
    await toggle.focus();
    await page.keyboard.press('Enter');
    const figures = page.locator('#accuracy .figures');
    await figures.getByRole('columnheader', { name: 'good, validation, seed 0' }).waitFor();
    expect(await figures.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('#accuracy canvas').isVisible()).toBe(false);
  });
});
