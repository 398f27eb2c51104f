import type { Assumption } from './assumptions';
import type { FirstUpdate } from './firstStep';
import type { Spread } from './finiteWidth';
import type { Leaving } from './float32';
import type { FixedPoint } from './propagation';
import type { Pooled } from './signal';

/** What is predicted of one layer of a model under one choice of initializers, before the first update. */
export interface LayerPrediction {
  readonly name: string;
  readonly type: string;
  /** In a residual block, which passes signal and gradient on whatever this layer does. */
  readonly inBranch?: true | undefined;
  /** Its kernel is taken over, not drawn: there are no `weights` to predict. */
  readonly reused?: true | undefined;
  /** Training leaves it as it is. */
  readonly frozen?: true | undefined;
  /** Units of a dense layer, channels of a convolution. */
  readonly units: number;
  /** Before and after the layer's activation; the same where it has none. Matches the probe of step 0. */
  readonly pre: Pooled;
  readonly post: Pooled;
  /** E[post²] over that of the layer's input. */
  readonly forwardFactor: number;
  /** E[(∂L/∂h)²] of one sample's loss in a pre-activation h (D_l). */
  readonly gradient: number;
  /** D_l over that of the next layer with an activation, or of the outputs; absent for the last. */
  readonly backwardFactor?: number | undefined;
  readonly weights?: WeightsPrediction | undefined;
  /** Where an activation leads straight on to another kernel. */
  readonly propagation?: PropagationPrediction | undefined;
  /** Absent as well behind a kernel that is taken over, of whose outputs too little is known. */
  readonly activity?: ActivityPrediction | undefined;
  /** Of the pre-activations' second moment over seeds, for a single sample. */
  readonly spread: Spread;
}

export interface WeightsPrediction {
  readonly fanIn: number;
  readonly fanOut: number;
  readonly mean: number;
  /** Standard deviation of an entry. */
  readonly sd: number;
  readonly biasMean: number;
  readonly biasSd: number;
  /** σ_w² = inputs summed · Var W, to be compared with critical points. */
  readonly scale: number;
  /** E[(∂L/∂W)²] of an entry: of one sample's loss, and of the mean over a minibatch. */
  readonly gradientPerSample: number;
  readonly gradient: number;
  /** All units of the layer compute the same function. */
  readonly identicalUnits: boolean;
  /** They also get the same gradient, so that training cannot tell them apart. */
  readonly staysSymmetric: boolean;
  /** Absent for an optimizer whose first step is not known. */
  readonly firstUpdate?: FirstUpdate | undefined;
}

/** From this layer's activation through the next kernel (Poole et al. 2016; Schoenholz et al. 2017). */
export interface PropagationPrediction {
  /** χ⊥ and χ∥ at the predicted second moment of this layer. */
  readonly chiPerpendicular: number;
  readonly chiParallel: number;
  /** Of this step repeated for ever: fixed point, regime and depth scales. */
  readonly fixedPoint: FixedPoint;
  /** 6 ξ_c: layers through which a network of this kind can be trained (Schoenholz et al. 2017, §5). */
  readonly trainableDepth: number;
}

/** Shares of units and values that do not take part. */
export interface ActivityPrediction {
  /** Expected share of units silent on all probe samples, absent where no unit can die. */
  readonly dead?: number;
  /** Share of values that are exactly 0. */
  readonly inactive?: number;
  /** Probability that all units of the layer are silent on one sample. */
  readonly bornDead?: number;
  /** Share of values beyond the activation's bounds. */
  readonly saturated?: number | undefined;
}

/** All that is predicted of a model under one choice of initializers. Infinity and 0 are values like any other. */
export interface Prediction {
  readonly layers: readonly LayerPrediction[];
  /** Expected loss before the first update, and what a network that knows nothing has. */
  readonly initialLoss: number;
  readonly chanceLoss: number;
  /** Probability that some layer is silent at birth: exact for a single sample, an upper bound for a set. */
  readonly bornDead: number;
  /**
   * `nothing`: no weight of any kernel drawn and trained gets a gradient.
   * `symmetric`: some layer's units stay identical.
   */
  readonly learns: 'everything' | 'symmetric' | 'nothing';
  /** First layer, in the direction of travel, at which float32 does not hold activations or gradients. */
  readonly float32: { readonly forward?: Leaving | undefined; readonly backward?: Leaving | undefined };
  readonly assumptions: readonly Assumption[];
}
