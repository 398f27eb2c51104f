import { expect, test } from 'vitest';
import { fontsFor } from '../../../src/report/fonts';

const LATIN = { name: 'latin', characters: [[0x21, 0x7e]] } as const;
const KOREAN = { name: 'korean', characters: [[0xac00, 0xd7a3]] } as const;
const SECOND = { name: 'second', characters: [[0x21, 0xffff]] } as const;

test('takes the fonts that a text needs, and each character from the first that has it', () => {
  expect(fontsFor('loss', [LATIN, KOREAN])).toEqual([LATIN]);
  expect(fontsFor('손실 loss\n', [LATIN, KOREAN, SECOND])).toEqual([LATIN, KOREAN]);
});

test('does not make do with fonts that lack a character', () => {
  expect(fontsFor('损失', [LATIN, KOREAN])).toBeUndefined();
  expect(fontsFor('loss 📉', [LATIN, KOREAN, SECOND])).toBeUndefined();
});
