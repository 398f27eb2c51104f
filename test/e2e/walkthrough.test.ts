import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { LONG, stepBeyond, until } from './support/wait';

describeInVsCode('walkthrough', {}, (editor) => {
  test('a new user gets from the walkthrough to moving curves with one click, and to a finished run', async () => {
    const { workbench, workspace } = editor();
    const { page, panel } = workbench;
    const steps = page.locator('.getting-started-step');

    await workbench.command('InitScope: Get started');
    await expect.poll(() => steps.count(), LONG).toBe(4);
    const pictures = page.locator('.getting-started-media img');
    await expect
      .poll(() => pictures.evaluate((image: HTMLImageElement) => image.naturalWidth), LONG)
      .not.toBe(0);

    const ticks = (): Promise<readonly (string | null)[]> =>
      steps
        .getByRole('checkbox')
        .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-checked')));
    expect(await ticks()).toEqual(['false', 'false', 'false', 'false']);

    const clicked = Date.now();
    await page
      .locator('.getting-started-step .button-link, .getting-started-step a', { hasText: 'Run the example' })
      .first()
      .click();
    await stepBeyond(0, panel);
    console.log(`Curves moved ${Date.now() - clicked} ms after the first click.`);
    expect(workspace.has('mnist-initializers.initscope.yaml')).toBe(true);
    await until(panel.state).toBe('Finished');

    await workbench.command('InitScope: Get started');
    await expect.poll(ticks, LONG).toEqual(['true', 'true', 'true', 'true']);
  });
});
