/** What a prediction takes for granted beyond wide layers, by code, in words for a person. */
export const ASSUMPTIONS = {
  unknownInput: 'The dataset’s moments are not known: inputs of mean 0 and variance 1 are assumed.',
  whitePadding:
    'Pixels are taken to be alike at all positions. Pictures with empty borders lose less to padding than predicted.',
  poolingNeighbours:
    'Neighbours under a pooling window correlate as the convolution before would make them on white input.',
  copiedInputs:
    'Outputs that copy single inputs are taken to be normal, although nothing is summed: moments beyond the second are rough.',
  gaussianInput: 'An activation follows values that are no sum of many inputs; they are taken to be normal.',
  finiteSymmetry:
    'All units of a layer are identical, so that values follow the few inputs of the dataset’s brightness alone.',
  independentBranches:
    'What the layers of a residual block make of their input is taken to be uncorrelated with it, and their sum to be normal.',
  reusedWeights:
    'Weights that are taken over are not looked at: such layers are taken to hand the signal on at its size.',
  takenWeights:
    'Weights that are taken over count by their mean and variance alone. What training has made of them beyond that is not predicted.',
  unknownLayer: 'A layer of unknown type is taken to pass values unchanged.',
  noNoise: 'Noise of training (dropout, rrelu) is left out, as in the probe.',
} as const;

export type Assumption = keyof typeof ASSUMPTIONS;
