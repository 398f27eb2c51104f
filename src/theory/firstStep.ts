import type { OptimizerSpec } from '../nn/optimizers/optimizer';

type Parameters = OptimizerSpec['parameters'];
const number = (parameters: Parameters, name: string): number => Number(parameters[name]);

/** Root mean square change of a weight in the first update, from the root mean square g of its gradient. */
type FirstStep = (parameters: Parameters, g: number) => number;

const adam: FirstStep = (p, g) => (p.learningRate * g) / (g + number(p, 'epsilon'));

/**
 * By optimizer. Adam's family moves every weight by the learning rate, however small the gradient:
 * |ΔW| = lr |g|/(|g| + ε) (Kingma & Ba 2015, §2.1). An optimizer not named here has no prediction.
 */
const firstSteps: Readonly<Record<string, FirstStep>> = {
  sgd: (p, g) => p.learningRate * g,
  momentum: (p, g) => p.learningRate * g,
  nesterov: (p, g) => p.learningRate * (1 + number(p, 'momentum')) * g,
  rmsprop: (p, g) => (p.learningRate * g) / (Math.sqrt(1 - number(p, 'rho')) * g + number(p, 'epsilon')),
  adagrad: (p, g) =>
    (p.learningRate * g) / (Math.sqrt(number(p, 'initialAccumulator') + g * g) + number(p, 'epsilon')),
  adam,
  adamw: adam,
  nadam: (p, g) => adam(p, g) * (1 + nesterovShare(p)),
};

/** What Nadam's look ahead adds to Adam's first step (Dozat 2016, Algorithm 2, with t = 1). */
function nesterovShare(p: Parameters): number {
  const beta = number(p, 'beta1');
  const warmed = (t: number): number => beta * (1 - 0.5 * 0.96 ** (t * number(p, 'momentumDecay')));
  return ((1 - beta) * warmed(2)) / (1 - warmed(1) * warmed(2));
}

/** What the first update does to a layer. */
export interface FirstUpdate {
  /** Root mean square change of a weight. */
  readonly change: number;
  /** Against the root mean square weight. */
  readonly updateToWeight: number;
  /**
   * ρ = |ΔW| n E|x|/√q: shift of a unit's pre-activation over its size, for updates that take the sign of the
   * gradient (Adam); above .1 units are in danger of dying in training. An upper bound for plain descent.
   */
  readonly preActivationShift: number;
}

/** The first update of a layer; undefined for an optimizer whose first step is not known. */
export function firstUpdate(
  { name, parameters }: OptimizerSpec,
  layer: {
    /** Root mean square of the batch's gradient in a weight, and of the weight. */
    readonly gradient: number;
    readonly weight: number;
    readonly inputs: number;
    readonly meanAbsoluteInput: number;
    readonly secondMoment: number;
  },
): FirstUpdate | undefined {
  const step = Object.hasOwn(firstSteps, name) ? firstSteps[name] : undefined;
  if (step === undefined) return undefined;
  const change = layer.gradient > 0 ? step(parameters, layer.gradient) : 0;
  const shift = change * layer.inputs * layer.meanAbsoluteInput;
  return {
    change,
    updateToWeight: ratio(change, layer.weight),
    preActivationShift: ratio(shift, Math.sqrt(layer.secondMoment)),
  };
}

const ratio = (of: number, to: number): number => (of === 0 ? 0 : of / to);
