import { readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findTemplate, templates } from '../../../src/experiment/templates';
import { experimentOf, parse } from './config';

const examples = new URL('../../../examples/', import.meta.url);

describe('templates', () => {
  it('are the files of examples/', async () => {
    const names = (await readdir(examples)).filter((name) => name.endsWith('.initscope.yaml'));
    expect(templates.map(({ fileName }) => fileName).sort()).toEqual(names.sort());
    for (const { fileName, text } of templates)
      expect(text).toBe(await readFile(new URL(fileName, examples), 'utf8'));
  });

  /** Where a published mistake is kept, it is told. */
  const TOLD: Readonly<Record<string, readonly string[]>> = {
    'mnist-xavier-kaiming-published': ['too-wide'],
  };

  it.each(templates)('$name is valid, with a title and a description', ({ name, text, title, doc }) => {
    const { experiment, problems } = parse(text);
    expect(experiment).toBeDefined();
    expect(problems.map(({ code }) => code)).toEqual(TOLD[name] ?? []);
    expect(title).not.toBe('');
    expect(doc.length).toBeGreaterThan(40);
  });

  it('have series of examples beside them, which are valid too', async () => {
    const zoo = new URL('activation-zoo/', examples);
    for (const name of await readdir(zoo))
      expect(() => experimentOf(readFileSync(new URL(name, zoo), 'utf8')), name).not.toThrow();
  });

  it('say what has to be there before they can be run', () => {
    for (const { name, text, dataset, needs } of templates) {
      const { experiment } = parse(text);
      expect(experiment?.dataset.source, name).toBe(dataset);
      expect(needs === 'run', name).toBe(experiment?.transfer !== undefined);
    }
    expect(findTemplate('cifar10-init-zoo')?.needs).toBe('dataset');
    expect(findTemplate('spiral')?.needs).toBe('nothing');
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
