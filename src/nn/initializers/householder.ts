import type { RandomStream } from '../../random/stream';

/**
 * A rows × cols matrix with orthonormal columns (rows ≥ cols), row-major, uniform over all of them (Haar):
 * the Q of the QR decomposition of a Gaussian matrix, each column times the sign of R's diagonal.
 *
 * The matrix is kept transposed, one column of it per contiguous row, so that every inner loop runs along memory.
 * Source: Golub & Van Loan, "Matrix Computations", §5.2 (Householder QR); Mezzadri (2007) for the signs.
 */
export function haarColumns(rows: number, cols: number, stream: RandomStream): Float64Array {
  const columns = new Float64Array(rows * cols);
  for (let i = 0; i < columns.length; i++) columns[i] = stream.normal();
  const { scales, signs } = factor(columns, rows, cols);
  return accumulate(columns, scales, signs, rows, cols);
}

/** Replaces column k by its Householder vector v (from its k-th entry on); reflection k is I − scale · v vᵀ. */
function factor(
  columns: Float64Array,
  rows: number,
  cols: number,
): { scales: Float64Array; signs: Float64Array } {
  const scales = new Float64Array(cols);
  const signs = new Float64Array(cols);
  for (let k = 0; k < cols; k++) {
    const start = k * rows;
    let square = 0;
    for (let i = start + k; i < start + rows; i++) square += columns[i]! ** 2;
    const head = columns[start + k]!;
    const norm = Math.sqrt(square);
    const diagonal = head > 0 ? -norm : norm;
    columns[start + k] = head - diagonal;
    const length = 2 * (square - head * diagonal);
    scales[k] = length === 0 ? 0 : 2 / length;
    signs[k] = diagonal < 0 ? -1 : 1;
    for (let j = k + 1; j < cols; j++) reflect(columns, j * rows, columns, start, k, rows, scales[k]!);
  }
  return { scales, signs };
}

/** Applies the reflections in reverse to the unit vectors times their signs. */
function accumulate(
  columns: Float64Array,
  scales: Float64Array,
  signs: Float64Array,
  rows: number,
  cols: number,
): Float64Array {
  const q = new Float64Array(rows * cols);
  for (let j = 0; j < cols; j++) q[j * rows + j] = signs[j]!;
  for (let k = cols - 1; k >= 0; k--) {
    for (let j = k; j < cols; j++) reflect(q, j * rows, columns, k * rows, k, rows, scales[k]!);
  }
  return transpose(q, cols, rows);
}

/** x −= scale · (v·x) v over entries k … rows − 1. */
function reflect(
  target: Float64Array,
  x: number,
  source: Float64Array,
  v: number,
  k: number,
  rows: number,
  scale: number,
): void {
  let dot = 0;
  for (let i = k; i < rows; i++) dot += source[v + i]! * target[x + i]!;
  dot *= scale;
  for (let i = k; i < rows; i++) target[x + i]! -= dot * source[v + i]!;
}

export function transpose(matrix: Float64Array, rows: number, cols: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) result[j * rows + i] = matrix[i * cols + j]!;
  }
  return result;
}
