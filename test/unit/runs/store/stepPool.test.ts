import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepColumn } from '../../../../src/runs/store/stepPool';
import { StepPool } from '../../../../src/runs/store/stepPool';

const columnOf = (pool: StepPool, ...steps: readonly number[]): StepColumn => {
  const column = pool.column();
  for (const step of steps) column.append(step);
  return column;
};
const isShared = (a: StepColumn, b: StepColumn): boolean => a.steps.buffer === b.steps.buffer;

describe('StepPool', () => {
  it('holds equal steps once, however they come in', () => {
    const pool = new StepPool();
    const grown = columnOf(pool, 0, 1, 2);
    const behind = columnOf(pool, 0, 1);
    grown.append(3);
    expect(isShared(grown, behind)).toBe(true);
    expect([[...grown.steps], [...behind.steps]]).toEqual([
      [0, 1, 2, 3],
      [0, 1],
    ]);
  });

  it('finds the course that a column goes on with', () => {
    const pool = new StepPool();
    columnOf(pool, 0, 1, 2);
    const probe = columnOf(pool, 0, 50, 100);
    expect(isShared(columnOf(pool, 0, 50), probe)).toBe(true);
  });

  it('leaves the others alone where one is cut and goes another way', () => {
    const pool = new StepPool();
    const ahead = columnOf(pool, 0, 1, 2, 3);
    const resumed = columnOf(pool, 0, 1, 2, 3);
    resumed.cutTo(2);
    resumed.append(5);
    expect([...resumed.steps]).toEqual([0, 1, 5]);
    expect([...ahead.steps]).toEqual([0, 1, 2, 3]);
  });

  it('keeps what each column was given, whatever they share', () => {
    const move = fc.record({ which: fc.nat({ max: 4 }), cut: fc.nat({ max: 6 }), step: fc.nat({ max: 3 }) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const pool = new StepPool();
        const columns = Array.from({ length: 5 }, () => columnOf(pool));
        const expected = columns.map((): number[] => []);
        for (const { which, cut, step } of moves) {
          const [column, own] = [columns[which]!, expected[which]!];
          if (cut < own.length) {
            column.cutTo(cut);
            own.length = cut;
          }
          column.append(step);
          own.push(step);
        }
        expect(columns.map(({ steps }) => [...steps])).toEqual(expected);
        expect(columns.map(({ last }) => last)).toEqual(expected.map((own) => own.at(-1) ?? Number.NaN));
      }),
    );
  });
});
