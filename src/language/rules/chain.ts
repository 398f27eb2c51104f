import type { LayerPrediction, Prediction } from '../../theory/prediction';

/** A second moment followed from layer to layer, in the direction of travel. */
export interface Chain {
  readonly links: readonly { readonly layer: string; readonly value: number }[];
  /** Last over first. */
  readonly ratio: number;
  /** Geometric mean of the factors between neighbours. */
  readonly perLayer: number;
}

/** Where a signal is lost or out of bounds, against where it started. */
export const GONE = 1e3;

/** Layers with drawn weights that the whole signal passes: not those of residual blocks. */
const kernels = ({ layers }: Prediction): number[] =>
  layers.flatMap(({ weights, inBranch }, index) => (weights === undefined || inBranch ? [] : [index]));

/** E[a²] of what each hidden layer hands on to the next kernel; undefined for fewer than two hidden layers. */
export const forwardChain = remembered((prediction) => {
  const { layers } = prediction;
  const all = kernels(prediction);
  return chainOf(
    all.slice(1).flatMap((index, i) => {
      const from = layers[all[i] ?? 0];
      const before = layers[index - 1];
      return from && before ? [{ layer: from.name, value: before.post.secondMoment }] : [];
    }),
  );
});

/** E[(∂L/∂h)²] of each hidden layer that is trained, from the last to the first; undefined for fewer than two. */
export const backwardChain = remembered((prediction) => {
  const hidden = kernels(prediction).slice(0, -1);
  const layers = hidden.flatMap((index): readonly LayerPrediction[] => {
    const layer = prediction.layers[index];
    return layer === undefined || layer.frozen ? [] : [layer];
  });
  return chainOf(layers.reverse().map(({ name, gradient }) => ({ layer: name, value: gradient })));
});

/** A chain made once for each prediction: several rules ask for it. */
function remembered(
  make: (prediction: Prediction) => Chain | undefined,
): (prediction: Prediction) => Chain | undefined {
  const known = new WeakMap<Prediction, { readonly chain: Chain | undefined }>();
  return (prediction) => {
    const found = known.get(prediction) ?? { chain: make(prediction) };
    known.set(prediction, found);
    return found.chain;
  };
}

function chainOf(links: Chain['links']): Chain | undefined {
  const [first, last] = [links[0], links.at(-1)];
  if (first === undefined || last === undefined || links.length < 2 || !(first.value > 0)) return undefined;
  const ratio = last.value / first.value;
  return { links, ratio, perLayer: ratio ** (1 / (links.length - 1)) };
}

/** The first link at which the signal has lost, or gained, a factor against the start. */
export function crossing({ links }: Chain, factor: number): { layer: string; step: number } | undefined {
  const start = links[0]?.value ?? NaN;
  const step = links.findIndex(({ value }) =>
    factor < 1 ? !(value / start >= factor) : !(value / start <= factor),
  );
  const link = links[step];
  return link && { layer: link.layer, step: step + 1 };
}

/** Whether weights are taken over, so that of the size of signals only what is drawn can be judged. */
export const isPartlyReused = ({ assumptions }: Prediction): boolean => assumptions.includes('reusedWeights');

/** Whether a network can learn at all; findings about the size of its signal say nothing where it cannot. */
export const isAlive = ({ learns }: Prediction): boolean => learns === 'everything';
