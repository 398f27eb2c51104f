import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src/experiment/parse';
import type { ParsedExperiment } from '../../../src/experiment/parse';
import { NO_BLOCKS } from '../../../src/schema/blocks';
import { config, describe as describeDataset, parse } from './config';

describe('a later version of a config', () => {
  const CONFIG = config({ rest: 'name: digits' });
  const path = '/configs/test.initscope.yaml';
  const first = parseExperiment(CONFIG, { path, describeDataset, blocks: NO_BLOCKS });
  const next = (text: string): ParsedExperiment =>
    parseExperiment(text, { path, describeDataset, ...(first.blocks && { blocks: first.blocks }) });

  it('keeps what an initializer means where neither it nor the model has changed', () => {
    const moved = next(`# a note\n${CONFIG}`);
    const [before, after] = [first.outline.initializers[0], moved.outline.initializers[0]];
    expect(before?.choice).toBeDefined();
    expect(after?.choice).toBe(before?.choice);
    expect(after?.head.start.line).toBe((before?.head.start.line ?? 0) + 1);
  });

  it.each([
    ['the model', CONFIG.replace('dense: 16', 'dense: 17')],
    ['the inputs', CONFIG.replace('mnist-embedded', 'cifar10')],
    ['the initializer', CONFIG.replace('heNormal', 'zeros')],
  ])('sees that %s has changed', (_, text) => {
    const { initializers } = next(text).outline;
    expect(text).not.toBe(CONFIG);
    expect(initializers).toEqual(parse(text).outline.initializers);
    expect(initializers[0]?.choice).not.toBe(first.outline.initializers[0]?.choice);
  });

  it('tells a mistake again', () => {
    const broken = CONFIG.replace('heNormal', 'heNorml');
    const once = parseExperiment(broken, { path, describeDataset, blocks: NO_BLOCKS });
    const twice = parseExperiment(broken, {
      path,
      describeDataset,
      ...(once.blocks && { blocks: once.blocks }),
    });
    expect(once.problems).toHaveLength(1);
    expect(twice.problems).toEqual(once.problems);
  });
});
