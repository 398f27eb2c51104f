import { expect, test } from 'vitest';
import { buildMarkdown } from '../../../src/report/markdown';
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

const report = buildMarkdown({
  manifest: manifestOf([initializer], [0], {
    config: { path: '/home/someone/x.yaml', text: 'name: x\n# ```\n' },
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
});

test('tells results, findings, and what was predicted beside what was measured', () => {
  expect(report).toMatch(/\| \*?\*?he \\\| \\\*Normal\\\*\*?\*? \| 90\.0 % \| 90\.0 % \|/);
  expect(report).toContain('| warning | he \\| \\*Normal\\* | 50 | many are dead | `deadUnits` |');
  expect(report).toContain('| he \\| \\*Normal\\* | dense\\_1 | 1.20 | 1.50 | 1.25 |');
});

test('holds the config as it was written, whatever it contains, and no path of the machine', () => {
  expect(report).toContain('````yaml\nname: x\n# ```\n````');
  expect(report).not.toContain('/home/someone');
});

test('shows pictures by their address, each with what it shows', () => {
  expect(report).toContain('## Overview\n\n![a \\[curve\\]](report-loss.svg)\n');
});
