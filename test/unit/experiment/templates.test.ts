import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findTemplate, templates } from '../../../src/experiment/templates';
import { experimentOf } from './config';

const examples = new URL('../../../examples/', import.meta.url);

describe('templates', () => {
  it('are the files of examples/', async () => {
    const names = (await readdir(examples)).filter((name) => name.endsWith('.initscope.yaml'));
    expect(templates.map(({ fileName }) => fileName).sort()).toEqual(names.sort());
    for (const { fileName, text } of templates)
      expect(text).toBe(await readFile(new URL(fileName, examples), 'utf8'));
  });

  it.each(templates)('$name is valid, with a title and a description', ({ text, title, doc }) => {
    expect(() => experimentOf(text)).not.toThrow();
    expect(title).not.toBe('');
    expect(doc.length).toBeGreaterThan(40);
  });

  it('begin with the one that a new user runs first, which takes at most 2,500 updates', () => {
    const [first] = templates;
    expect(first).toBe(findTemplate('mnist-initializers'));
    const { training, initializers } = experimentOf(first?.text ?? '');
    const epochs = training.length.kind === 'epochs' ? training.length.epochs : NaN;
    const steps =
      Math.ceil(9_000 / training.batchSize) * epochs * training.seeds.length * initializers.length;
    expect(steps).toBeLessThanOrEqual(2_500);
  });
});
