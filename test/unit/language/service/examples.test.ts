import { expect, it } from 'vitest';
import { describeDataset } from '../../../../src/data/registry';
import { analyse } from '../../../../src/language/analysis';
import { parseConfig } from '../../../../src/language/service/configDocument';
import { problemsOf } from '../../../../src/language/service/problems';
import { exampleNames, exampleText } from '../../../../src/experiment/templates';
import { INTENDED } from './intended';

const told = (name: string): Readonly<Record<string, readonly string[]>> => {
  const text = exampleText(name) ?? '';
  const lines = text.split('\n');
  const document = parseConfig(`file:///${name}.initscope.yaml`, 0, text, describeDataset);
  const byLine: Record<string, string[]> = {};
  for (const { code, range } of problemsOf(document, analyse(document.outline)))
    (byLine[lines[range.start.line - 1]?.trim() ?? ''] ??= []).push(code);
  return byLine;
};

it('lists every example', () => {
  expect(Object.keys(INTENDED).sort()).toEqual([...exampleNames].sort());
});

it.each(exampleNames.map((name) => [name]))(
  '%s opens with what it is meant to be told, and no more',
  (name) => {
    expect(told(name)).toEqual(INTENDED[name]);
  },
);
