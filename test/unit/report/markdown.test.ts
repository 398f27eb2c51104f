import { expect, test } from 'vitest';
import { buildMarkdown } from '../../../src/report/markdown';
import type { MarkdownInput } from '../../../src/report/markdown';
import { choiceOf } from '../../../src/shared/engineChoice';
import { phrase } from '../../../src/shared/phrase';
import { englishIn, inKorean, openPlaces } from '../korean';
import { deltaOf, manifestOf } from '../webview/model/scenes';

const initializer = 'he | *Normal*';
const variance = deltaOf([[initializer, 0], 'probe', 'activation_variance/dense_1', [[0, 1.5]]]);
const accuracy = deltaOf([
  [initializer, 0],
  'validation',
  'accuracy',
  [
    [0, 0.1],
    [100, 0.9],
  ],
]);

const input: MarkdownInput = {
  manifest: manifestOf([initializer], [0], {
    config: { path: '/home/someone/x.yaml', text: 'name: x\n# ```\n' },
    engine: {
      name: 'wasm',
      version: '4.22.0',
      device: 'EPYC (2 cores)',
      ...choiceOf([
        phrase('{0} on {1}.', 'wasm', 'EPYC (2 cores)'),
        phrase('{0}: {1}', 'webgpu', phrase('no GPU driver that WebGPU can use was found.')),
      ]),
    },
    prediction: { [initializer]: { dense_1: { activation_variance: 1.2 } } },
  }),
  find: ({ tag }) => [variance, accuracy].find(({ key }) => key.tag === tag),
  pictures: [{ id: 'loss', tab: 'overview', title: 'Loss', summary: 'a [curve]', svg: '<svg/>' }],
  addressOf: ({ id }) => `report-${id}.svg`,
  findings: [
    {
      rule: 'deadUnits',
      severity: 'warning',
      action: 'note',
      initializer,
      seed: 0,
      step: 50,
      message: 'many are dead',
      advice: 'Use another.',
      evidence: { value: 1, threshold: 0.5 },
    },
  ],
};
const report = buildMarkdown(input);

test('tells results, findings, and what was predicted beside what was measured', () => {
  expect(report).toMatch(/\| \*?\*?he \\\| \\\*Normal\\\*\*?\*? \| [^|]+ \| 90\.0 % \| 90\.0 % \|/);
  expect(report).toContain('| Warning | he \\| \\*Normal\\* | 50 | many are dead | `deadUnits` |');
  expect(report).toContain('| he \\| \\*Normal\\* | dense\\_1 | 1.20 | 1.50 | 1.25 |');
});

test('tells why the engine was taken, of runs that keep it in English alone too', () => {
  expect(report).toContain('webgpu: no GPU driver that WebGPU can use was found.');
  const older = inKorean(() => buildMarkdown({ ...input, manifest: manifestOf([initializer], [0]) }));
  expect(older).toContain('first that works');
});

test('holds the config as it was written, whatever it contains, and no path of the machine', () => {
  expect(report).toContain('````yaml\nname: x\n# ```\n````');
  expect(report).not.toContain('/home/someone');
});

test('shows pictures by their address, each with what it shows', () => {
  expect(report).toContain('## Overview\n\n![a \\[curve\\]](report-loss.svg)\n');
});

test('is written in the language of the editor', () => {
  const korean = inKorean(() => buildMarkdown(input));
  expect(korean).toContain('| 초기화 방법 | 판정 | 최고 정확도 | 최종 정확도 | 분산비 | 죽은 유닛 |');
  expect(korean).toContain('| 경고 | he \\| \\*Normal\\* | 50 |');
  expect(korean).toContain('webgpu: WebGPU가 쓸 수 있는 GPU 드라이버를 찾지 못했습니다.');
  // the run's name, and what was found without a phrase
  const own = korean.replace(/an experiment|many are dead/g, '').replace(/^!.*$|^````[^]*?^````/gm, '');
  expect([...englishIn(own), ...openPlaces(own)]).toEqual([]);
});
