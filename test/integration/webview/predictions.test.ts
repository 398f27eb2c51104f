import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { THEMES } from '../../../scripts/screenshots/themes';
import type { HostMessage, PageMessage } from '../../../webview/contract';
import { ANSWERS } from '../../unit/webview/model/predictions';
import { manifestOf } from '../../unit/webview/model/scenes';
import { seriousViolations, usePanels } from './support';

const STATE = { tab: 'predictions' };
const manifest = manifestOf(['good', 'bad', '<i>worst</i>'], [0, 1], {
  trials: [
    { initializer: 'good', seed: 0, state: 'finished', step: 20, checkpoint: 20 },
    { initializer: 'bad', seed: 0, state: 'finished', step: 20, checkpoint: 20 },
    {
      initializer: '<i>worst</i>',
      seed: 0,
      state: 'diverged',
      step: 5,
      divergence: { step: 5, tensor: 'loss' },
    },
  ],
});
const RUN: HostMessage = { type: 'manifest', manifest, runFolder: '/runs/one' };

describe.skipIf(!hasChromium())('the tab of predictions', () => {
  const { open, panel, chip } = usePanels();
  const asked = async (): Promise<readonly Extract<PageMessage, { type: 'predictions' }>[]> =>
    (await panel().posted()).flatMap((message) => (message.type === 'predictions' ? [message] : []));
  const answersOf = (initializer: string): Promise<string> =>
    panel().page.locator('.answers tbody tr', { hasText: initializer }).innerText();

  it('asks for the networks once, says that it is opening them, and shows what comes', async () => {
    const { page, send } = await open([RUN], { state: STATE });
    await page.getByText('Opening the networks…').waitFor();
    await expect.poll(async () => (await asked()).length).toBe(1);
    expect((await asked())[0]).toMatchObject({
      trials: [
        { initializer: 'good', seed: 0 },
        { initializer: 'bad', seed: 0 },
      ],
      latest: 20,
    });
    await send(...ANSWERS);
    await page.locator('.confusion').nth(1).waitFor();
    await page.getByText('Opening the networks…').waitFor({ state: 'hidden' });
    await expect.poll(() => answersOf('good')).toMatch(/cat\s+75\.0 %\s+25\.0 %/);
    await expect.poll(() => answersOf('<i>worst</i>')).toContain('No checkpoint (diverged at step 5)');
    // now that it is known that there are but four
    await expect.poll(async () => (await asked()).at(-1)?.samples).toEqual([0, 1, 2, 3]);
    await expect
      .poll(() => page.locator('.matrix').nth(1).locator('tbody tr').allInnerTexts())
      .toEqual(['cat\t2\t0', 'dog <b>\t2\t0']);
    const picture = page.locator('.sample canvas').first();
    await expect
      .poll(() =>
        picture.evaluate((canvas: HTMLCanvasElement) => [
          ...canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data,
        ]),
      )
      .toEqual([255, 255, 255, 255]);
  });

  it('goes through the samples by keyboard, and offers those that are mistaken', async () => {
    const { page } = await open([RUN, ...ANSWERS], { state: STATE });
    await page.locator('.sample').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Sample 1, class dog <b>', { exact: true }).waitFor();
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.dataset.sample');
    await expect.poll(focused).toBe('1');
    await expect.poll(() => answersOf('bad')).toContain('cat ✗');
    await expect.poll(focused).toBe('1');
    await page.locator('vscode-dropdown[aria-label="Samples"]').click();
    await page.getByRole('option', { name: 'Mistaken' }).click();
    await expect.poll(() => page.locator('.sample').count()).toBe(2);
    await chip('bad').click();
    await expect.poll(() => page.locator('.sample').count()).toBe(0);
    await expect.poll(() => page.locator('.confusion').count()).toBe(1);
  });

  it('shows the networks a digit that is drawn, as MNIST would have it', async () => {
    const { page } = await open([RUN, ...ANSWERS], { state: STATE });
    await page.getByRole('button', { name: 'Draw a digit' }).click();
    const pad = page.locator('.drawing-pad');
    await pad.hover({ position: { x: 40, y: 30 } }); // once it stands still
    const box = (await pad.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 180, { steps: 8 });
    await page.mouse.up();
    await page.getByText('Your drawing', { exact: true }).waitFor();
    // as a list, for bytes leave the browser as text
    const drawing = (): Promise<readonly number[] | undefined> =>
      page.evaluate(`(() => {
        const { drawing } = window.editor.posted.findLast(({ type }) => type === 'predictions');
        return drawing && [...drawing];
      })()`);
    await expect.poll(async () => (await drawing())?.length).toBe(784);
    const rows = (await drawing())!.flatMap((level, i) => (level > 0 ? [Math.floor(i / 28)] : []));
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([4, 23]);
    await expect.poll(() => answersOf('good')).toContain('90.0 %');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => page.locator('.answers').isVisible()).toBe(false);
  });

  it('shows shares in place of counts, saves the counts, and goes back in time', async () => {
    const { page } = await open([RUN, ...ANSWERS], { state: STATE });
    await page.locator('vscode-dropdown[aria-label="Cells"]').click();
    await page.getByRole('option', { name: 'Share of the class' }).click();
    await expect
      .poll(() => page.locator('.matrix').nth(1).locator('tbody tr').last().innerText())
      .toBe('dog <b>\t100\t0.0');
    await page.getByRole('button', { name: 'Save CSV of the counts of bad' }).click();
    await expect
      .poll(async () => (await panel().posted()).findLast(({ type }) => type === 'save'))
      .toMatchObject({ name: 'Confusion bad.csv', content: 'Class,cat,dog <b>\ncat,2,0\ndog <b>,2,0\n' });
    await page.getByRole('button', { name: 'Step 10 · best' }).click();
    await expect.poll(async () => (await asked()).at(-1)?.step).toBe(10);
  });

  it('says what is missing, and what went wrong', async () => {
    const without = manifest.trials.map(({ checkpoint: _, ...trial }) => trial);
    const { page, send } = await open([{ ...RUN, manifest: { ...manifest, trials: without } }], {
      state: STATE,
    });
    await page.getByText('This run keeps no checkpoints').waitFor();
    await page.getByText('checkpoint: { epochs: 1, keepLast: 5 }').waitFor();
    expect(await asked()).toEqual([]);
    await send(RUN, { type: 'notEvaluated', reason: 'The data <b>has changed</b>.' });
    await page.getByText('The networks cannot be evaluated: The data <b>has changed</b>.').waitFor();
    const before = (await asked()).length;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(async () => (await asked()).length).toBe(before + 1);
    await send(...ANSWERS);
    await page.locator('.confusion').nth(1).waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'hidden' });
  });

  it.each(Object.keys(THEMES) as (keyof typeof THEMES)[])(
    'axe-core finds nothing serious in the %s theme, with samples or drawing',
    async (theme) => {
      const { page } = await open([RUN, ...ANSWERS], { theme, state: STATE });
      await page.locator('.confusion').nth(1).waitFor();
      for (const name of ['Pick a sample', 'Draw a digit']) {
        await page.getByRole('button', { name }).click();
        expect(await seriousViolations(page), name).toEqual([]);
      }
    },
  );
});
