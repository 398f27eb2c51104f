import { number, optional } from '../../schema/schema';
import { call, python } from '../code/code';
import { centreTapCode, orthogonalCode } from '../code/draws';
import { permutation } from '../../random/stream';
import type { RandomStream } from '../../random/stream';
import { sizeOf } from '../shape';
import { normals } from './fill';
import { haarColumns, transpose } from './haar';
import { defineInitializer } from './initializer';

export const gain = optional(number({ doc: 'Factor on every weight.', default: 1 }));

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
    return Float32Array.from(haarMatrix(rows, cols, stream), (value) => p.gain * value);
  },
  moments(p, { shape }) {
    const { rows, cols } = matrixOf(shape);
    return { mean: 0, variance: p.gain ** 2 / Math.max(rows, cols) };
  },
  code: ({ gain: factor }) => orthogonalCode(factor),
});

/** Uniform over the matrices with orthonormal rows, or columns where there are fewer of them. */
export const haarMatrix = (rows: number, cols: number, stream: RandomStream): Float64Array =>
  rows >= cols ? haarColumns(rows, cols, stream) : transpose(haarColumns(cols, rows, stream), cols, rows);

export const deltaOrthogonal = defineInitializer({
  title: 'Delta-orthogonal',
  doc: 'A convolution whose centre tap is a random orthogonal matrix of the channels and whose other taps are 0: deep convolutional networks keep signal and gradient as orthogonal dense ones do. Dense kernels are orthogonal.',
  formula: {
    text: 'W[centre] = gain · Q with QᵀQ = I (or QQᵀ), W = 0 elsewhere',
    tex: 'W_{\\beta} = g\\,Q\\,\\delta_{\\beta, 0},\\; Q^\\top Q = I',
  },
  source: 'Xiao et al. (2018), "Dynamical Isometry and a Mean Field Theory of CNNs", Algorithm 1, 1806.05393',
  parameters: { gain },
  draw(p, { shape }, stream) {
    const { inputs, outputs, centre } = taps('deltaOrthogonal', shape);
    const values = new Float32Array(sizeOf(shape));
    values.set(
      haarMatrix(inputs, outputs, stream).map((value) => p.gain * value),
      centre * inputs * outputs,
    );
    return values;
  },
  moments(p, { shape }) {
    const { inputs, outputs } = taps('deltaOrthogonal', shape);
    return { mean: 0, variance: (p.gain ** 2 * Math.min(inputs, outputs)) / sizeOf(shape) };
  },
  code: (p) =>
    centreTapCode({
      keras: { code: `lambda *size: ${python(p.gain)} * np.asarray(initializers.Orthogonal()(size))` },
      pytorch: { code: `lambda *size: ${python(p.gain)} * nn.init.orthogonal_(torch.empty(size))` },
    }),
});

const KERAS_SPARSE = `def sparse(sparsity, stddev):
    """Initializer: normal weights, of which each unit loses the same share."""
    def draw(shape, dtype=None):
        inputs, units = math.prod(shape[:-1]), shape[-1]
        weight = np.random.normal(0, stddev, (inputs, units))
        for unit in range(units):
            weight[np.random.permutation(inputs)[: math.ceil(sparsity * inputs)], unit] = 0
        return keras.ops.convert_to_tensor(weight.reshape(shape), dtype or keras.config.floatx())
    return draw`;

export const sparse = defineInitializer({
  title: 'Sparse',
  doc: 'Every unit takes a random choice of its inputs, with normal weights; a fixed share of them is 0. PyTorch zeroes the share of rows of its [out, in] matrix per input instead.',
  formula: {
    text: 'a share `sparsity` of each unit’s weights is 0, the others ~ N(0, stddev²)',
    tex: 'W_{ij} = \\xi_{ij} z_{ij},\\; z \\sim \\mathcal{N}(0, \\sigma^2),\\; \\sum_i (1 - \\xi_{ij}) = \\lceil s\\,n_{in} \\rceil',
  },
  source: 'Martens (2010), "Deep Learning via Hessian-free Optimization", §5; PyTorch `sparse_`',
  parameters: {
    sparsity: optional(
      number({ doc: 'Share of a unit’s weights that are 0.', default: 0.9, min: 0, max: 1 }),
    ),
    stddev: optional(number({ doc: 'Standard deviation of the others.', default: 0.01, min: 0 })),
  },
  draw(p, { shape }, stream) {
    const { rows, cols } = matrixOf(shape);
    const values = normals(rows * cols, 0, p.stddev, stream);
    const empty = Math.ceil(p.sparsity * rows);
    for (let unit = 0; unit < cols; unit++)
      for (const row of permutation(rows, stream).subarray(0, empty)) values[row * cols + unit] = 0;
    return values;
  },
  moments(p, { shape }) {
    const { rows } = matrixOf(shape);
    return { mean: 0, variance: p.stddev ** 2 * (1 - Math.ceil(p.sparsity * rows) / rows) };
  },
  code: (p) => ({
    keras: {
      code: call('sparse', `sparsity=${python(p.sparsity)}`, `stddev=${python(p.stddev)}`),
      helpers: [KERAS_SPARSE],
    },
    // a row of PyTorch's matrix is a unit, and its `sparse_` empties columns
    pytorch: (weight) => ({
      code: call(
        'nn.init.sparse_',
        `${weight}.flatten(1).t()`,
        `sparsity=${python(p.sparsity)}`,
        `std=${python(p.stddev)}`,
      ),
    }),
  }),
});

export const identity = defineInitializer({
  title: 'Identity',
  doc: 'Passes input i to output i, times a gain, and connects nothing else. In a convolution it is the centre tap (PyTorch’s dirac).',
  formula: { text: 'Wᵢⱼ = gain if i = j, else 0', tex: 'W_{ij} = g\\,\\delta_{ij}' },
  source: 'Keras `Identity`; PyTorch `eye_` and `dirac_`',
  parameters: { gain },
  draw(p, { shape }) {
    const { inputs, outputs, centre } = taps('identity', shape);
    const values = new Float32Array(sizeOf(shape));
    for (let i = 0; i < Math.min(inputs, outputs); i++) values[(centre * inputs + i) * outputs + i] = p.gain;
    return values;
  },
  copies: () => true,
  /** Over the entries of the kernel, which do not vary over draws. */
  moments(p, { shape }) {
    const { inputs, outputs } = taps('identity', shape);
    const share = Math.min(inputs, outputs) / sizeOf(shape);
    return { mean: p.gain * share, variance: p.gain ** 2 * share * (1 - share) };
  },
  code: (p) =>
    centreTapCode({
      keras: { code: `lambda *size: ${python(p.gain)} * np.eye(*size)` },
      pytorch: { code: `lambda *size: ${python(p.gain)} * torch.eye(*size)` },
    }),
});

/** Channels of a kernel and the place of its centre tap. @throws RangeError for other shapes, naming who asked */
export function taps(
  name: string,
  shape: readonly number[],
): { inputs: number; outputs: number; centre: number } {
  const [a, b, c, d] = shape;
  if (shape.length === 2) return { inputs: a!, outputs: b!, centre: 0 };
  if (shape.length === 4) {
    return { inputs: c!, outputs: d!, centre: Math.floor(a! / 2) * b! + Math.floor(b! / 2) };
  }
  throw new RangeError(
    `${name} is defined for dense and convolution kernels (2 or 4 axes), not for [${shape.join(', ')}]`,
  );
}
