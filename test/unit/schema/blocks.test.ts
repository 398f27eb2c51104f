import { describe, expect, it } from 'vitest';
import { NO_BLOCKS } from '../../../src/schema/blocks';
import type { Blocks } from '../../../src/schema/blocks';
import { parseSource } from '../../../src/schema/parse';
import { withoutOrigins } from '../../support/syntax';

const CONFIG = `dataset: mnist
model: # of all trials
  activation: relu
  layers:
    - flatten
${'    - dense: 64\n'.repeat(20)}
    # the head
    - dense: 10
initializers:
- zeros
- label: mixed
  layers:
    dense_1: heNormal
    "*": { randomNormal: { stddev: 0.1 } }
training:
`;

/** Reads a text by its blocks, and says how many of them had not been read before; undefined where it was read whole. */
function reread(
  text: string,
  known: Blocks,
): { readonly blocks: Blocks; readonly fresh: number } | undefined {
  const { blocks, ...read } = parseSource(text, known);
  expect(withoutOrigins(read)).toEqual(withoutOrigins(parseSource(text)));
  if (blocks === undefined || blocks === known) return undefined;
  return { blocks, fresh: [...blocks.keys()].filter((block) => !known.has(block)).length };
}

describe('reading by blocks', () => {
  it('reads only what is new', () => {
    const first = reread(CONFIG, NO_BLOCKS);
    expect(first?.fresh).toBeGreaterThan(8);
    const { blocks = NO_BLOCKS } = first ?? {};
    expect(reread(CONFIG, blocks)?.fresh).toBe(0);
    expect(reread(`# moved\n\n${CONFIG}`, blocks)?.fresh).toBe(0);
    // a layer, the layers and the model are new
    expect(reread(CONFIG.replace('dense: 10', 'dense: 11'), blocks)?.fresh).toBe(3);
    expect(reread(CONFIG.replace('- zeros', '- zer'), blocks)?.fresh).toBe(1);
  });

  it.each([
    ['an alias of another block', CONFIG.replace('heNormal', '&he heNormal').replace('- zeros', '- *he')],
    ['a key given twice', `${CONFIG}dataset: mnist\n`],
    ['a bracket that is not closed', CONFIG.replace(' }', '')],
    ['a line that is no entry', CONFIG.replace('- zeros', 'zeros')],
    ['two documents', `${CONFIG}---\na: 1\n`],
    ['a byte order mark', `\uFEFF${CONFIG}`],
  ])('reads %s as a whole', (_, text) => {
    expect(reread(text, reread(CONFIG, NO_BLOCKS)?.blocks ?? NO_BLOCKS)).toBeUndefined();
  });
});
