import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeInVsCode } from './support/editor';
import { LONG, until } from './support/wait';
import { config } from './support/workspace';

describeInVsCode('in Korean', { language: 'ko' }, (editor) => {
  test('a file is judged, explained and run, and its run shown, in the language of the editor', async () => {
    const { workbench, workspace } = editor();
    const { page, panel } = workbench;
    await workspace.write('korean.initscope.yaml', config({ name: 'korean', steps: 20 }));
    await workbench.openFile('korean.initscope.yaml');
    await workbench.codeLens('초기화 방법 2개 모두 실행').waitFor();
    await workbench.codeLens('이 초기화 방법만 실행').first().waitFor();

    const hover = await workbench.hoverOver('heNormal', 'He 정규분포');
    await until(hover).toMatch(
      /ReLU 층을 지나도 활성값의 2차 모멘트를 유지합니다[^]*출처:[^]*이 모델: 층마다/,
    );

    await workbench.command('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row', { hasText: '학습할 수 없음' }).waitFor();

    await workbench.command('InitScope: 초기화 실험 실행');
    await until(panel.state).toBe('완료');
    expect(await panel.frame.getByRole('tab').allInnerTexts()).toEqual([
      '개요',
      '층',
      '분포',
      '건강',
      '모델',
      '예측',
    ]);
    expect(await panel.frame.locator('html').getAttribute('lang')).toBe('ko');

    await panel.button('보고서 내보내기').click();
    await workbench.pick('Markdown 페이지');
    const { name } = (await workspace.run('korean')).manifest;
    const file = path.join(workspace.folder, `${name}.md`);
    await expect.poll(() => workbench.quickInput.inputValue(), LONG).toBe(file);
    await workbench.quickInput.press('Enter');
    await workbench.notification('보고서를 저장했습니다').waitFor();
    const report = await readFile(file, 'utf8');
    expect(report).toContain('## 결론');
    expect(report).toContain(`](${name}-loss.png)`);
    expect((await stat(path.join(workspace.folder, `${name}-loss.png`))).size).toBeGreaterThan(20_000);
  });
});
