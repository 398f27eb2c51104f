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
  const columns = reflections.map(({ sign }, j) => {
    const column = new Float64Array(rows);
    column[j] = sign;
    return column;
  });
  // A few columns through all reflections, so that they stay in the fastest cache.
  for (let first = 0; first < cols; first += TOGETHER) {
    const group = columns.slice(first, first + TOGETHER);
    for (const [i, column] of group.entries())
      for (let k = first + i; k > first; k--) reflect(column, k, reflections[k]!);
    for (let k = first; k >= 0; k--) reflectAll(group, k, reflections[k]!);
  }
  return rowMajor(columns, rows);
}

/** Columns that are reflected together. */
const TOGETHER = 4;

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
  let square = 0;
  for (const value of vector) square += value * value;
  const head = vector[0]!;
  const diagonal = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  vector[0] = head - diagonal;
  return { vector, scale: 1 / (square - head * diagonal), sign: diagonal < 0 ? -1 : 1 };
}

/** Reflects a column from row k down. */
function reflect(column: Float64Array, k: number, { vector, scale }: Reflection): void {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += column[k + i]! * vector[i]!;
  const factor = scale * sum;
  for (let i = 0; i < vector.length; i++) column[k + i]! -= factor * vector[i]!;
}

/** The same for several columns: their sums are independent, so that the processor adds to all of them at once. */
function reflectAll(columns: readonly Float64Array[], k: number, reflection: Reflection): void {
  const [a, b, c, d] = columns;
  if (!a || !b || !c || !d) {
    for (const column of columns) reflect(column, k, reflection);
    return;
  }
  const { vector, scale } = reflection;
  let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
  for (let i = 0; i < vector.length; i++) {
    const v = vector[i]!;
    sumA += a[k + i]! * v;
    sumB += b[k + i]! * v;
    sumC += c[k + i]! * v;
    sumD += d[k + i]! * v;
  }
  const [factorA, factorB, factorC, factorD] = [scale * sumA, scale * sumB, scale * sumC, scale * sumD];
  for (let i = 0; i < vector.length; i++) {
    const v = vector[i]!;
    a[k + i]! -= factorA * v;
    b[k + i]! -= factorB * v;
    c[k + i]! -= factorC * v;
    d[k + i]! -= factorD * v;
  }
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
