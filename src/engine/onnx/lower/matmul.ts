import type { Lowering, LoweringCall } from './lowering';

/**
 * Columns of a product from which on its left operand is transposed beforehand. ONNX Runtime's own transposes it anew for
 * every 128 of them, in steps that lie a whole row apart: the gradient of 3072 × 512 weights takes a seventh longer.
 */
const WIDE = 512;

const swapLast = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, i) => (i === rank - 2 ? rank - 1 : i === rank - 1 ? rank - 2 : i));

/** A matrix transposed, in a form that ONNX Runtime does not make part of the product again. */
function transposed({ builder, input, value }: LoweringCall, name: 'a' | 'b'): string {
  const [rows = 1, columns = 1] = value(name).shape;
  const stack = builder.node('Reshape', [input(name), builder.int64([1, rows, columns])]);
  const turned = builder.node('Transpose', [stack], { perm: { ints: swapLast(3) } });
  return builder.node('Reshape', [turned, builder.int64([columns, rows])]);
}

export const matmul: Readonly<Record<string, Lowering>> = {
  BatchMatMul: (call) => {
    const { builder, input, value, result, output, attributes } = call;
    const { transposeA = false, transposeB = false } = attributes;
    const rank = value('a').shape.length;
    if (rank === 2) {
      const beforehand = transposeA && (result.shape[1] ?? 0) >= WIDE;
      const a = beforehand ? transposed(call, 'a') : input('a');
      const flags = {
        transA: { int: Number(transposeA && !beforehand) },
        transB: { int: Number(transposeB) },
      };
      builder.node('Gemm', [a, input('b')], flags, output);
      return;
    }
    const operand = (name: 'a' | 'b', transpose: boolean): string =>
      transpose ? builder.node('Transpose', [input(name)], { perm: { ints: swapLast(rank) } }) : input(name);
    builder.node('MatMul', [operand('a', transposeA), operand('b', transposeB)], {}, output);
  },
};
