import type { RandomStream } from '../../random/stream';

/**
 * A rows × cols matrix with orthonormal columns (rows ≥ cols), row-major, uniform over all such matrices (Haar).
 *
 * It is the Q of a Gaussian matrix's QR decomposition with the signs of R's diagonal moved into Q, without making
 * that matrix: in Householder QR the column that decides reflection k is again Gaussian and independent of those
 * before, so the reflections are drawn directly.
 *
 * Source: Stewart (1980), "The Efficient Generation of Random Orthogonal Matrices", SIAM J. Numer. Anal. 17(3), §3.
 */
export function haarColumns(rows: number, cols: number, stream: RandomStream): Float64Array {
  const reflections = Array.from({ length: cols }, (_, k) => drawReflection(rows - k, stream));
  // column by column, so that the inner loops run along memory
  const columns = reflections.map(({ sign }, k) => {
    const column = new Float64Array(rows);
    column[k] = sign;
    return column;
  });
  for (let k = cols - 1; k >= 0; k--) {
    const { vector, scale } = reflections[k]!;
    for (let j = k; j < cols; j++) reflect(columns[j]!.subarray(k), vector, scale);
  }
  return rowMajor(columns, rows);
}

/** I − scale · v vᵀ, which takes a Gaussian vector to −sign · norm · e₁. */
interface Reflection {
  readonly vector: Float64Array;
  readonly scale: number;
  /** Of R's diagonal entry. */
  readonly sign: 1 | -1;
}

function drawReflection(length: number, stream: RandomStream): Reflection {
  const vector = new Float64Array(length);
  for (let i = 0; i < length; i++) vector[i] = stream.normal();
  const square = dot(vector, vector);
  const head = vector[0]!;
  const diagonal = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  vector[0] = head - diagonal;
  return { vector, scale: 1 / (square - head * diagonal), sign: diagonal < 0 ? -1 : 1 };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function reflect(x: Float64Array, v: Float64Array, scale: number): void {
  const factor = scale * dot(x, v);
  for (let i = 0; i < x.length; i++) x[i]! -= factor * v[i]!;
}

function rowMajor(columns: readonly Float64Array[], rows: number): Float64Array {
  const matrix = new Float64Array(rows * columns.length);
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < rows; i++) matrix[i * columns.length + j] = column[i]!;
  }
  return matrix;
}

/** The transpose of a row-major rows × cols matrix. */
export function transpose(matrix: Float64Array, rows: number, cols: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) result[j * rows + i] = matrix[i * cols + j]!;
  }
  return result;
}
