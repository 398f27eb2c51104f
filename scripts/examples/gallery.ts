import type { TabId } from '../../webview/contract';

/** What the documentation says of an example besides its own opening comment. */
export interface Shown {
  /** Of the panel, for its picture. */
  readonly tab: TabId;
  /** What to look at. */
  readonly notice: string;
  /** To be run before. */
  readonly first?: string;
}

/** Examples that belong together, in the order in which to read them. */
export interface Chapter {
  readonly title: string;
  readonly examples: Readonly<Record<string, Shown>>;
}

const CLIPPED = 'mnist-gradient-clipping';

export const GALLERY: readonly Chapter[] = [
  {
    title: 'First steps',
    examples: {
      'mnist-initializers': {
        tab: 'overview',
        notice:
          'Zeros stays at one in ten: all units of a layer are the same and get the same update. σ = 1 begins with a loss near 2,000 and ends some fifteen points behind. Glorot, He and orthogonal lie within the noise of each other: on a network of three layers, more than one start is right.',
      },
      minimal: {
        tab: 'overview',
        notice:
          'What all else defaults to: Adam, batches of 32, five epochs, one seed. Zeros stays at chance beside He.',
      },
      cnn: {
        tab: 'layers',
        notice:
          'Initializers may differ from layer to layer and one layer can be exempt from the comparison. Batch normalisation hides the scale of the first convolution: even σ = 0.001, whose signal is all but gone behind the second, still learns.',
      },
      spiral: {
        tab: 'layers',
        notice:
          'The variance over depth fans out by σ_w² before the first update, as theory says (dashed): it fades below the critical spread and sits in saturation far above it.',
      },
    },
  },
  {
    title: 'Teaching notebooks',
    examples: {
      'cifar10-init-zoo': {
        tab: 'overview',
        notice:
          'Zeros never moves. A constant learns as much as one unit per layer can. σ = 0.01 and ±0.01 lie on a plateau at ln 10 for the first epochs; He and Glorot fall from the first update.',
      },
      'mnist-xavier-he-random': {
        tab: 'overview',
        notice:
          'σ = 1 begins with a loss above 2,000 and ends eleven points behind; σ = 0.05 happens to be close to He’s √(2/784) = 0.0505 in the first layer and learns as fast as it.',
      },
      'mnist-xavier-kaiming-published': {
        tab: 'overview',
        notice:
          'The language server underlines the last layer (512 outputs for 10 classes) and the run still reaches 98 %. The validation loss is enormous and the accuracy is not: the largest logit does not care about the scale of its input.',
      },
      'mnist-xavier-kaiming-corrected': {
        tab: 'overview',
        notice:
          'With ten logits and test pixels on the training scale the validation loss means something again.',
      },
      'fashion-mnist-cnn': {
        tab: 'overview',
        notice:
          'Batches are drawn with replacement, so an epoch does not see every picture. `initscope summary` prints 207,702 parameters, 207,446 of them trained.',
      },
      'fashion-mnist-optimizer-groups': {
        tab: 'overview',
        notice:
          'Two optimizers train one network; the learning rate of each group is recorded under its own tag.',
      },
    },
  },
  {
    title: 'A chapter on training deep networks',
    examples: {
      'mnist-batchnorm-elu': {
        tab: 'overview',
        notice:
          'Plain gradient descent at 0.01 gets past 90 % in the first epoch, which the network without normalisation does not.',
      },
      [CLIPPED]: {
        tab: 'overview',
        notice:
          'Slow at first and steep later: gradients reach the first layers of a network of six by little. How far the first epoch gets differs from seed to seed by tens of points, the twentieth by tenths of one.',
      },
      'mnist-transfer-continue': {
        tab: 'overview',
        first: CLIPPED,
        notice: 'The curve begins where that of mnist-gradient-clipping ended; nothing is drawn anew.',
      },
      'mnist-transfer-new-head': {
        tab: 'overview',
        first: CLIPPED,
        notice:
          'Three layers taken over: near 90 % after one epoch, where the whole network from scratch was at 56 %.',
      },
      'mnist-transfer-trainable': {
        tab: 'overview',
        first: CLIPPED,
        notice:
          'The lower layers are frozen, and a point of accuracy is lost against mnist-transfer-new-head.',
      },
      'mnist-transfer-stop-gradient': {
        tab: 'overview',
        first: CLIPPED,
        notice:
          'Two layers are frozen by stopping the gradient behind them; the third is taken over and trained on.',
      },
      'mnist-transfer-cached': {
        tab: 'overview',
        first: CLIPPED,
        notice:
          'Every figure equals that of mnist-transfer-stop-gradient to the last bit; compare the times.',
      },
      'layer-norm': {
        tab: 'overview',
        notice:
          'σ = 0.01 learns as He does: normalising each sample takes the scale of the weights out of the forward pass. σ = 1 is trainable too, only slower, since an update is small against such weights.',
      },
    },
  },
  {
    title: 'Activation zoo',
    examples: {
      'activation-zoo/sigmoid': {
        tab: 'layers',
        notice:
          'The variance looks harmless and the network does not train: before the first update the gradient of the first layer is less than a millionth of the last one’s with both Xavier’s. Choose a statistic of gradients to see it fade.',
      },
      'activation-zoo/tanh': {
        tab: 'layers',
        notice:
          'Glorot keeps the signal near the linear part, σ = 0.3 drives units to ±1: choose the saturated share as the statistic.',
      },
      'activation-zoo/relu': {
        tab: 'layers',
        notice:
          'He keeps the variance level, Glorot halves it per layer, σ = 0.3 multiplies it by six per layer.',
      },
      'activation-zoo/leaky-relu': {
        tab: 'layers',
        notice: 'As ReLU, but the chart of dead units stays empty.',
      },
      'activation-zoo/leaky-relu-0.2': {
        tab: 'layers',
        notice:
          'Kaiming’s formula takes the slope into account and stays level; He’s, made for slope 0, grows by 4 % a layer.',
      },
      'activation-zoo/rrelu': {
        tab: 'layers',
        notice: 'Noise in training alone: the validation accuracy lies above that of the minibatches.',
      },
      'activation-zoo/prelu': {
        tab: 'layers',
        notice: 'The slopes are weights, `alpha`: see their histograms move away from 0.25.',
      },
      'activation-zoo/elu': {
        tab: 'layers',
        notice: 'Between He, which grows slowly, and LeCun, which fades slowly.',
      },
      'activation-zoo/selu': {
        tab: 'layers',
        notice:
          'With LeCun the second moment stays at 1 through all ten layers: the fixed point the activation was made for.',
      },
      'activation-zoo/gelu': {
        tab: 'layers',
        notice: 'He’s spread is too small for GELU: its curve falls away from the one with GELU’s own gain.',
      },
    },
  },
  {
    title: 'Depth and death',
    examples: {
      'dying-relu': {
        tab: 'layers',
        notice:
          'Each seed is a network of its own; a layer that is silent on all samples kills all that lies behind it. `initscope reproduce dying-relu` counts such networks by depth and width against the bound of Lu et al.',
      },
      'depth-limit': {
        tab: 'overview',
        notice:
          'After 300 updates thirty layers are at 86 % near the critical spread, where ξ is large, at 36 % with σ_w² 1, whose 6 ξ is 22 layers, and at 66 % with 4. Hover an initializer for its ξ; `initscope reproduce depth-limit` varies the depth.',
      },
      'sweep-depth-variance': {
        tab: 'sweep',
        notice:
          'Cells: validation accuracy after 100 updates. Five layers learn at every spread, 52 % to 84 %. The deeper the network, the narrower the range: forty layers come to 73 % near the critical σ_w² of 1.76 and to 58 % at 2.8, and stay at chance at 1 and below and at 4. Pick the variance at step 0 as the figure: on the one side the signal fades with depth, on the other it does not.',
      },
    },
  },
  {
    title: 'Modern initialisations',
    examples: {
      lsuv: {
        tab: 'layers',
        notice:
          'Dashed: at birth. LSUV and the data-dependent initialisation measure an even variance into every layer; under GELU, He fades by a factor of 200 and takes a hundred updates to catch up, Glorot by 200,000 and never leaves chance.',
      },
      orthogonal: {
        tab: 'overview',
        notice:
          'Orthogonal matrices learn sooner than normal ones of the same variance. Half the gain loses the signal altogether, twice the gain saturates and is slow.',
      },
      fixup: {
        tab: 'overview',
        notice:
          'One learning rate, three starts: He diverges with the second update of every seed, Glorot stays near chance with most seeds, Fixup trains all forty-two layers.',
      },
      'zero-residual': {
        tab: 'layers',
        notice:
          'With branches that end in zeros the variance stays level over depth where He’s doubles with each block. ZerO reaches the same level without a random number, but learns more slowly here.',
      },
      siren: {
        tab: 'overview',
        notice:
          'The same network of sines: 98 % with its own initialisation, at best 65 % with Glorot’s or He’s.',
      },
    },
  },
];

/** Where the picture of an example lies, from `docs/`. */
export const pictureOf = (example: string): string => `images/examples/${example.replace('/', '-')}.png`;
