import type { TensorInfo } from '@tensorflow/tfjs-core';
import { defineKernel, floats, sizeOf } from './kernel';
import type { WasmKernel } from './kernel';
import { createMatrices } from './matrix';
import type { Matrix } from './matrix';

/**
 * Matrix product, batched and transposed as asked. tfjs-wasm hands only plain 2-D products to XNNPACK and runs a
 * scalar loop for the rest, which is two of the three products of every dense layer's training step. Here each
 * product of a batch goes to XNNPACK through a view of its memory, transposed beforehand where needed.
 */
export const batchMatMul: WasmKernel = (tf, backend) => {
  const matrices = createMatrices(backend);

  const inner = (tensor: TensorInfo): readonly [rows: number, columns: number] => {
    const [rows = 1, columns = 1] = tensor.shape.slice(-2);
    return [rows, columns];
  };

  /** The i-th matrix of a batch, ready for a plain product. */
  const operand = (tensor: TensorInfo, index: number, transpose: boolean): Matrix => {
    const [rows, columns] = inner(tensor);
    const single = sizeOf(tensor.shape) === rows * columns;
    const plain = single
      ? matrices.of(tensor, rows, columns)
      : matrices.view(
          backend.getMemoryOffset(tensor.dataId) + index * rows * columns * Float32Array.BYTES_PER_ELEMENT,
          rows,
          columns,
        );
    if (!transpose) return plain;
    const transposed = matrices.transposed(plain);
    plain.release();
    return transposed;
  };

  return defineKernel('BatchMatMul', ({ a, b }, { transposeA, transposeB }) => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32')
      throw new Error(`matMul on wasm takes float32, not ${a.dtype} and ${b.dtype}: cast them first.`);
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [aRows, aColumns] = inner(a);
    const [bRows, bColumns] = inner(b);
    const rows = transposeA ? aColumns : aRows;
    const depth = transposeA ? aRows : aColumns;
    const columns = transposeB ? bRows : bColumns;
    if (depth !== (transposeB ? bColumns : bRows))
      throw new Error(
        `matMul: inner sizes of [${a.shape.join(', ')}] and [${b.shape.join(', ')}] with ` +
          `transposeA=${transposeA}, transposeB=${transposeB} differ.`,
      );
    const out = backend.makeOutput([...outer, rows, columns], 'float32');
    const count = sizeOf(outer);
    if (depth === 0) floats(backend, out).fill(0);
    if (depth * rows * columns * count === 0) return out;

    const aIndex = broadcastIndex(a.shape.slice(0, -2), outer);
    const bIndex = broadcastIndex(b.shape.slice(0, -2), outer);
    const aOnce = sizeOf(a.shape) === aRows * aColumns ? operand(a, 0, transposeA) : undefined;
    const bOnce = sizeOf(b.shape) === bRows * bColumns ? operand(b, 0, transposeB) : undefined;
    for (let i = 0; i < count; i++) {
      const left = aOnce ?? operand(a, aIndex(i), transposeA);
      const right = bOnce ?? operand(b, bIndex(i), transposeB);
      const product = matrices.view(
        backend.getMemoryOffset(out.dataId) + i * rows * columns * Float32Array.BYTES_PER_ELEMENT,
        rows,
        columns,
      );
      matrices.multiply(left, right, product);
      product.release();
      if (left !== aOnce) left.release();
      if (right !== bOnce) right.release();
    }
    aOnce?.release();
    bOnce?.release();
    return out;
  });
};

/** Flat index into a batch of shape `shape` for a flat index into `outer`, to which it is broadcast. */
const broadcastIndex = (shape: readonly number[], outer: readonly number[]): ((i: number) => number) => {
  const padded = [...Array<number>(outer.length - shape.length).fill(1), ...shape];
  return (flat) => {
    let rest = flat;
    let index = 0;
    let stride = 1;
    for (let d = outer.length - 1; d >= 0; d--) {
      const position = rest % outer[d]!;
      rest = (rest - position) / outer[d]!;
      if (padded[d]! > 1) index += position * stride;
      stride *= padded[d]!;
    }
    return index;
  };
};
