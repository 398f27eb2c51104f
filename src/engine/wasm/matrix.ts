import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './backend';

/** A row-major float32 matrix on the wasm heap, known to the C++ side by `id`. */
export interface Matrix {
  readonly id: number;
  /** Byte offset on the heap. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  /** Lets go of the id, and of the memory where the matrix owns it. */
  release(): void;
}

/** Matrix arithmetic at XNNPACK's speed, which tfjs-wasm offers for plain 2-D products alone. */
export interface Matrices {
  /** Part of a tensor's memory as a matrix, without a copy. */
  view(offset: number, rows: number, columns: number): Matrix;
  /** A whole tensor as a matrix. Keeps the tensor's id, by which XNNPACK caches a right operand it has packed. */
  of(tensor: TensorInfo, rows: number, columns: number): Matrix;
  /** New memory, not cleared. */
  allocate(rows: number, columns: number): Matrix;
  /** A transposed copy. */
  transposed(matrix: Matrix): Matrix;
  /** out = a·b */
  multiply(a: Matrix, b: Matrix, out: Matrix): void;
  /** Live values; invalid after the next allocation, which may move the heap. */
  values(matrix: Matrix): Float32Array;
}

const bytes = (values: readonly number[]): Uint8Array => new Uint8Array(new Int32Array(values).buffer);

const SWAP = bytes([1, 0]);
const FLOAT32 = 1;

export const createMatrices = (backend: WasmBackend): Matrices => {
  const { wasm } = backend;
  const batchMatMul = wasm.cwrap('BatchMatMul', null, [
    ...(['number', 'array', 'number'] as const),
    ...(['number', 'array', 'number'] as const),
    ...(['number', 'number', 'number'] as const),
  ]);
  const transpose = wasm.cwrap('Transpose', null, [
    ...(['number', 'array', 'number', 'number'] as const),
    ...(['number', 'array', 'number'] as const),
  ]);

  const idOf = (tensor: TensorInfo): number => backend.dataIdMap.get(tensor.dataId).id;

  const view: Matrices['view'] = (offset, rows, columns) => {
    const tensor = backend.makeOutput([rows, columns], 'float32', offset);
    const id = idOf(tensor);
    const release = (): void => {
      // not backend.disposeData, which would free memory that belongs to another tensor
      wasm.tfjs.disposeData(id);
      backend.dataIdMap.delete(tensor.dataId);
    };
    return { id, offset, rows, columns, release };
  };

  const allocate: Matrices['allocate'] = (rows, columns) => {
    const tensor = backend.makeOutput([rows, columns], 'float32');
    const offset = backend.getMemoryOffset(tensor.dataId);
    const release = (): void => void backend.disposeData(tensor.dataId);
    return { id: idOf(tensor), offset, rows, columns, release };
  };

  return {
    view,
    allocate,
    of: (tensor, rows, columns) => ({
      id: idOf(tensor),
      offset: backend.getMemoryOffset(tensor.dataId),
      rows,
      columns,
      release: () => undefined,
    }),
    transposed: (matrix) => {
      const out = allocate(matrix.columns, matrix.rows);
      transpose(matrix.id, bytes([matrix.rows, matrix.columns]), 2, FLOAT32, out.id, SWAP, 2);
      return out;
    },
    multiply: (a, b, out) =>
      batchMatMul(
        ...[a.id, bytes([1, a.rows, a.columns]), 3],
        ...[b.id, bytes([1, b.rows, b.columns]), 3],
        ...[0, 0, out.id],
      ),
    values: ({ offset, rows, columns }) => new Float32Array(wasm.HEAPU8.buffer, offset, rows * columns),
  };
};
