import { fanOf } from '../initializers/fans';
import type { FanMode } from '../initializers/fans';
import { TRUNCATED_STDDEV } from '../initializers/fill';
import type { Fans, WeightSite } from '../initializers/initializer';
import type { Distribution } from '../initializers/varianceScaling';
import { call, option, python } from './code';
import type { Snippet, WeightCode } from './code';

const FAN = { fanIn: 'fan_in', fanOut: 'fan_out', fanAvg: 'fan_avg' } as const;
const KERAS_NAME = {
  truncatedNormal: 'truncated_normal',
  normal: 'untruncated_normal',
  uniform: 'uniform',
} as const;

/** Functions of (weight, variance) that draw from the distributions of `drawScaled` in PyTorch. */
const PYTORCH_SCALED: Readonly<Record<Distribution, string>> = {
  truncatedNormal: `def truncated_normal_(weight, variance):
    """Normal cut at two standard deviations, widened so that the variance is that after the cut, as in Keras."""
    std = math.sqrt(variance) / ${python(TRUNCATED_STDDEV)}
    nn.init.trunc_normal_(weight, std=std, a=-2 * std, b=2 * std)`,
  normal: `def normal_(weight, variance):
    nn.init.normal_(weight, std=math.sqrt(variance))`,
  uniform: `def uniform_(weight, variance):
    bound = math.sqrt(3 * variance)
    nn.init.uniform_(weight, -bound, bound)`,
};

const PYTORCH_NAME = {
  truncatedNormal: 'truncated_normal_',
  normal: 'normal_',
  uniform: 'uniform_',
} as const;

const fanText = (mode: FanMode, { fanIn, fanOut }: Fans): string =>
  mode === 'fanIn' ? python(fanIn) : mode === 'fanOut' ? python(fanOut) : `((${fanIn} + ${fanOut}) / 2)`;

export interface Scaling {
  /** Variance times fan. */
  readonly scale: number;
  readonly mode: FanMode;
  readonly distribution: Distribution;
}

/** Weights with mean 0 and variance scale / fan. */
export const scaledCode = ({ scale, mode, distribution }: Scaling, site: WeightSite): WeightCode => ({
  keras:
    // Keras would take the fans of a bias from its own shape
    site.shape.length === 1
      ? kerasFixed(distribution, scale / fanOf(mode, site))
      : {
          code: call(
            'initializers.VarianceScaling',
            `scale=${python(scale)}`,
            `mode="${FAN[mode]}"`,
            `distribution="${KERAS_NAME[distribution]}"`,
          ),
        },
  pytorch: (weight) => ({
    code: call(PYTORCH_NAME[distribution], weight, `${python(scale)} / ${fanText(mode, site)}`),
    helpers: [PYTORCH_SCALED[distribution]],
  }),
});

/** A Keras initializer of mean 0 and a given variance. */
function kerasFixed(distribution: Distribution, variance: number): Snippet {
  const stddev = Math.sqrt(variance);
  switch (distribution) {
    case 'truncatedNormal':
      return { code: call('initializers.TruncatedNormal', `stddev=${python(stddev / TRUNCATED_STDDEV)}`) };
    case 'normal':
      return { code: call('initializers.RandomNormal', `stddev=${python(stddev)}`) };
    case 'uniform': {
      const bound = python(Math.sqrt(3 * variance));
      return { code: call('initializers.RandomUniform', `minval=-${bound}`, `maxval=${bound}`) };
    }
  }
}

export const normalCode = (stddev: number, mean = 0): WeightCode => ({
  keras: {
    code: call('initializers.RandomNormal', ...option('mean', mean, 0), `stddev=${python(stddev)}`),
  },
  pytorch: (weight) => ({
    code: call('nn.init.normal_', weight, ...option('mean', mean, 0), `std=${python(stddev)}`),
  }),
});

/** A normal cut at two `stddev` from the mean. PyTorch cuts at values, not at multiples of `std`. */
export const truncatedNormalCode = (stddev: number, mean: number): WeightCode => ({
  keras: {
    code: call('initializers.TruncatedNormal', ...option('mean', mean, 0), `stddev=${python(stddev)}`),
  },
  pytorch: (weight) => ({
    code: call(
      'nn.init.trunc_normal_',
      weight,
      ...option('mean', mean, 0),
      `std=${python(stddev)}`,
      `a=${python(mean - 2 * stddev)}`,
      `b=${python(mean + 2 * stddev)}`,
    ),
  }),
});

export const uniformCode = (low: number, high: number): WeightCode => ({
  keras: { code: call('initializers.RandomUniform', `minval=${python(low)}`, `maxval=${python(high)}`) },
  pytorch: (weight) => ({ code: call('nn.init.uniform_', weight, python(low), python(high)) }),
});

export const constantCode = (value: number): WeightCode => ({
  keras: { code: call('initializers.Constant', python(value)) },
  pytorch: (weight) => ({ code: call('nn.init.constant_', weight, python(value)) }),
});

/** Orthonormal rows or columns times a gain. PyTorch's matrix, a row per output, is Keras' transposed. */
export const orthogonalCode = (gain: number): WeightCode => ({
  keras: { code: call('initializers.Orthogonal', ...option('gain', gain, 1)) },
  pytorch: (weight) => ({ code: call('nn.init.orthogonal_', weight, ...option('gain', gain, 1)) }),
});

/** The same code with a note on what is missing from it. */
export const withNote = ({ keras, pytorch }: WeightCode, note: string): WeightCode => ({
  keras: { ...keras, note },
  pytorch: (weight) => ({ ...pytorch(weight), note }),
});

const KERAS_CENTRE = `def centre_tap(matrix):
    """Initializer: \`matrix(inputs, outputs)\` at the middle of the kernel, 0 elsewhere."""
    def draw(shape, dtype=None):
        weight = np.zeros(shape)
        middle = tuple(size // 2 for size in shape[:-2])
        weight[middle] = matrix(*shape[-2:])
        return keras.ops.convert_to_tensor(weight, dtype or keras.config.floatx())
    return draw`;

const PYTORCH_CENTRE = `@torch.no_grad()
def centre_tap_(weight, matrix):
    """\`matrix(outputs, inputs)\` at the middle of the kernel, 0 elsewhere."""
    weight.zero_()
    middle = tuple(size // 2 for size in weight.shape[2:])
    weight[(slice(None), slice(None), *middle)] = matrix(*weight.shape[:2])`;

/** Python expressions of functions that make a matrix: of (inputs, outputs) in Keras, (outputs, inputs) in PyTorch. */
export interface CentreTap {
  readonly keras: Snippet;
  readonly pytorch: Snippet;
}

/** Kernels of which the centre tap alone is not 0; a dense kernel is nothing but its centre. */
export const centreTapCode = ({ keras, pytorch }: CentreTap): WeightCode => ({
  keras: {
    code: call('centre_tap', keras.code),
    helpers: [...(keras.helpers ?? []), KERAS_CENTRE],
  },
  pytorch: (weight) => ({
    code: call('centre_tap_', weight, pytorch.code),
    helpers: [...(pytorch.helpers ?? []), PYTORCH_CENTRE],
  }),
});
