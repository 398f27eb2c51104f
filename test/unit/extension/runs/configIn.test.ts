import { expect, test } from 'vitest';
import { configIn } from '../../../../src/extension/runs/configIn';
import { experimentOf, manifestOf } from '../../../support/manifest';

const manifest = {
  ...manifestOf(experimentOf(['heNormal'])),
  config: { path: '/w/ünï "x"/a.initscope.yaml', text: 'name: "Depth"\ndataset: xor\n' },
};

test('the path and the text of the config stand between their quotes', () => {
  for (const indent of [undefined, 2]) {
    const json = JSON.stringify(manifest, undefined, indent);
    const found = configIn(json);
    expect(found).toMatchObject({ id: manifest.id, ...manifest.config });
    const marked = [found!.pathSpan, found!.textSpan].map(({ start, end }) => json.slice(start - 1, end + 1));
    expect(marked.map((text): unknown => JSON.parse(text))).toEqual(Object.values(manifest.config));
  }
});

test('other files of that name are left alone', () => {
  expect(configIn('{ "config": { "path": "/w/a.yaml", "text": "" } }')).toBeUndefined();
  expect(configIn('{ "config": ')).toBeUndefined();
  expect(configIn('')).toBeUndefined();
});
