import { number, optional } from '../../schema/schema';
import { sizeOf } from '../shape';
import { haarColumns, transpose } from './haar';
import { defineInitializer } from './initializer';

const gain = optional(number({ doc: 'Factor on every weight.', default: 1 }));

/** A kernel as the matrix of [everything but the output axis, output axis]. */
const matrixOf = (shape: readonly number[]): { rows: number; cols: number } => ({
  rows: sizeOf(shape.slice(0, -1)),
  cols: shape.at(-1) ?? 1,
});

export const orthogonal = defineInitializer({
  title: 'Orthogonal',
  doc: 'A random orthogonal matrix (orthonormal rows or columns when not square) times a gain; convolution kernels are flattened to one.',
  formula: {
    text: 'WᵀW = gain² · I (or WWᵀ); Var W = gain² / max(rows, columns)',
    tex: 'W^\\top W = g^2 I,\\; \\operatorname{Var} W = \\frac{g^2}{\\max(n_{in}, n_{out})}',
  },
  source: 'Saxe, McClelland & Ganguli (2014), "Exact Solutions to the Nonlinear Dynamics of Learning", §3',
  parameters: { gain },
  draw(p, { shape }, stream) {
    const { rows, cols } = matrixOf(shape);
    const q =
      rows >= cols ? haarColumns(rows, cols, stream) : transpose(haarColumns(cols, rows, stream), cols, rows);
    return Float32Array.from(q, (value) => p.gain * value);
  },
  moments(p, { shape }) {
    const { rows, cols } = matrixOf(shape);
    return { mean: 0, variance: p.gain ** 2 / Math.max(rows, cols) };
  },
});

export const identity = defineInitializer({
  title: 'Identity',
  doc: 'Passes input i to output i, times a gain, and connects nothing else. In a convolution it is the centre tap (PyTorch’s dirac).',
  formula: { text: 'Wᵢⱼ = gain if i = j, else 0', tex: 'W_{ij} = g\\,\\delta_{ij}' },
  source: 'Keras `Identity`; PyTorch `eye_` and `dirac_`',
  parameters: { gain },
  draw(p, { shape }) {
    const { inputs, outputs, centre } = taps(shape);
    const values = new Float32Array(sizeOf(shape));
    for (let i = 0; i < Math.min(inputs, outputs); i++) values[(centre * inputs + i) * outputs + i] = p.gain;
    return values;
  },
  copies: true,
  /** Over the entries of the kernel, which do not vary over draws. */
  moments(p, { shape }) {
    const { inputs, outputs } = taps(shape);
    const share = Math.min(inputs, outputs) / sizeOf(shape);
    return { mean: p.gain * share, variance: p.gain ** 2 * share * (1 - share) };
  },
});

function taps(shape: readonly number[]): { inputs: number; outputs: number; centre: number } {
  const [a, b, c, d] = shape;
  if (shape.length === 2) return { inputs: a!, outputs: b!, centre: 0 };
  if (shape.length === 4) {
    return { inputs: c!, outputs: d!, centre: Math.floor(a! / 2) * b! + Math.floor(b! / 2) };
  }
  throw new RangeError(
    `identity is defined for dense and convolution kernels (2 or 4 axes), not for [${shape.join(', ')}]`,
  );
}
