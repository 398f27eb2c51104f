import { expect, test } from 'vitest';
import { picturesOf } from '../../../src/report/pictures';
import { deltaOf, manifestOf } from '../webview/model/scenes';
import { FACTS, MEMBERSHIP } from '../webview/model/sweeps';

const loss = deltaOf([
  ['good', 0],
  'train',
  'loss',
  [
    [0, 2],
    [10, 0.5],
  ],
]);

test('draws what the panel would, without a browser', () => {
  const pictures = picturesOf({ manifest: manifestOf(['good'], [0]), series: [loss], findings: [] });
  const [picture] = pictures;
  expect(pictures.map(({ id, tab }) => [tab, id])).toEqual([['overview', 'loss']]);
  expect(picture?.svg).toMatch(/^<svg xmlns=[^]*>Loss<[^]*>good<[^]*>Cross-entropy \(nats\)<[^]*<\/svg>\n$/);
  expect(picture?.summary).toContain('Cross-entropy (nats)');
  // on itself alone: no script, no style, nothing from elsewhere
  expect(picture?.svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/script|style=|href|http/);
});

test('draws the heatmaps of a sweep, a figure after the other for each initializer, and no path', () => {
  const manifest = manifestOf(['good', 'bad'], [0], { sweep: MEMBERSHIP });
  const pictures = picturesOf({ manifest, series: [loss], findings: [], sweep: FACTS }).filter(
    ({ tab }) => tab === 'sweep',
  );
  expect(pictures.map(({ title }) => title)).toEqual([
    ...['Final accuracy, good', 'Final accuracy, bad', 'Final loss, good', 'Final loss, bad'],
    'Variance at step 0 of the last hidden layer, good',
    'Variance at step 0 of the last hidden layer, bad',
  ]);
  expect(pictures[0]?.svg).toMatch(/>depth<[^]*>scale<[^]*>90\.0 %</);
  for (const { svg } of pictures) expect(svg).not.toMatch(/\/runs\/|opens the run/);
});
