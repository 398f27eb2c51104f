import { centreTapCode, normalCode } from '../code/draws';
import { sizeOf } from '../shape';
import { normals } from './fill';
import { defineInitializer } from './initializer';
import type { WeightSite } from './initializer';
import { taps } from './structured';

/** Standard deviation by the layer's place: He's, scaled within branches; 0 where a branch or the network ends. */
function fixupStddev({ fanIn, place }: WeightSite): number {
  const he = Math.sqrt(2 / fanIn);
  if (place === undefined) return he;
  const { branch, blocks, last } = place;
  if (last || branch?.last) return 0;
  return branch ? he * blocks ** (-1 / (2 * branch.layers - 2)) : he;
}

export const fixup = defineInitializer({
  title: 'Fixup',
  doc: 'For residual networks without normalisation: the last layer of each branch and the classifier start at 0, the other layers of the L branches of m layers each are scaled so that an update changes the function by as much whatever the depth. The paper also adds scalar biases and multipliers to the branches, which are not part of this initializer. Outside residual blocks it is `heNormal`, but not cut.',
  formula: {
    text: 'σ = √(2 / fanIn) · L^(−1/(2m−2)) in a branch; 0 in its last layer and in the classifier',
    tex: '\\sigma = \\sqrt{2 / n_{in}}\\;L^{-\\frac{1}{2m-2}}',
  },
  source: 'Zhang, Dauphin & Ma (2019), "Fixup Initialization", §3, 1901.09321',
  parameters: {},
  draw: (_, site, stream) => normals(sizeOf(site.shape), 0, fixupStddev(site), stream),
  moments: (_, site) => ({ mean: 0, variance: fixupStddev(site) ** 2 }),
  code: (_, site) => normalCode(fixupStddev(site)),
});

/** ⌈log₂ outputs⌉: the Hadamard matrix that is cut to size has 2^c rows. */
const orderOf = (outputs: number): number => Math.ceil(Math.log2(outputs));

/** Entry of Sylvester's Hadamard matrix: 1 or −1. */
function hadamard(row: number, column: number): number {
  let sign = 1;
  for (let bits = row & column; bits > 0; bits &= bits - 1) sign = -sign;
  return sign;
}

const KERAS_HADAMARD = `def hadamard(inputs, outputs):
    """The identity, cut to size, or where a layer widens, rows and columns of a Hadamard matrix (ZerO)."""
    if outputs <= inputs:
        return np.eye(inputs, outputs)
    order = math.ceil(math.log2(outputs))
    matrix = np.ones((1, 1))
    for _ in range(order):
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix[:inputs, :outputs] / 2 ** (order / 2)`;

const PYTORCH_HADAMARD = `def hadamard(outputs, inputs):
    """The identity, cut to size, or where a layer widens, rows and columns of a Hadamard matrix (ZerO)."""
    if outputs <= inputs:
        return torch.eye(outputs, inputs)
    order = math.ceil(math.log2(outputs))
    matrix = torch.ones(1, 1)
    for _ in range(order):
        matrix = torch.cat([torch.cat([matrix, matrix], 1), torch.cat([matrix, -matrix], 1)])
    return matrix[:outputs, :inputs] / 2 ** (order / 2)`;

export const zerO = defineInitializer({
  title: 'ZerO',
  doc: 'No randomness: the identity, cut to size, where a layer does not widen; where it does, a Hadamard transform, which breaks the symmetry that copies of inputs would keep. In a convolution it is the centre tap.',
  formula: {
    text: 'W = I if out ≤ in, else I · H / 2^(c/2) · I with H the Hadamard matrix of 2^c ≥ out rows',
    tex: 'W = \\begin{cases} I & n_{out} \\le n_{in}\\\\ 2^{-c/2}\\,I\\,H_{2^c}\\,I & n_{out} > n_{in}\\end{cases},\\; c = \\lceil \\log_2 n_{out} \\rceil',
  },
  source: 'Zhao, Schäfer & Anandkumar (2022), "ZerO Initialization", Algorithm 1, 2110.12661',
  parameters: {},
  draw(_, { shape }) {
    const { inputs, outputs, centre } = taps('zerO', shape);
    const values = new Float32Array(sizeOf(shape));
    const scale = 2 ** (-orderOf(outputs) / 2);
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++)
        values[(centre * inputs + i) * outputs + o] =
          outputs <= inputs ? (i === o ? 1 : 0) : scale * hadamard(o, i);
    return values;
  },
  copies({ shape }) {
    const { inputs, outputs } = taps('zerO', shape);
    return outputs <= inputs;
  },
  /** Over the entries of the kernel, which do not vary over draws; the signs of H are taken to be random. */
  moments(_, { shape }) {
    const { inputs, outputs } = taps('zerO', shape);
    const size = sizeOf(shape);
    if (outputs > inputs) return { mean: 0, variance: (inputs * outputs) / (size * 2 ** orderOf(outputs)) };
    const share = outputs / size;
    return { mean: share, variance: share * (1 - share) };
  },
  code: () =>
    centreTapCode({
      keras: { code: 'hadamard', helpers: [KERAS_HADAMARD] },
      pytorch: { code: 'hadamard', helpers: [PYTORCH_HADAMARD] },
    }),
});
