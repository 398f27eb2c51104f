import type { Lowering } from './lowering';

const swapLast = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, i) => (i === rank - 2 ? rank - 1 : i === rank - 1 ? rank - 2 : i));

export const matmul: Readonly<Record<string, Lowering>> = {
  BatchMatMul: ({ builder, input, value, output, attributes }) => {
    const { transposeA = false, transposeB = false } = attributes;
    const rank = value('a').shape.length;
    if (rank === 2) {
      const flags = { transA: { int: Number(transposeA) }, transB: { int: Number(transposeB) } };
      builder.node('Gemm', [input('a'), input('b')], flags, output);
      return;
    }
    const operand = (name: 'a' | 'b', transpose: boolean): string =>
      transpose ? builder.node('Transpose', [input(name)], { perm: { ints: swapLast(rank) } }) : input(name);
    builder.node('MatMul', [operand('a', transposeA), operand('b', transposeB)], {}, output);
  },
};
