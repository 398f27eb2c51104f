/**
 * What the editor says of each example, by the line that it is about: all of it is meant, for examples show what goes
 * wrong as well as what goes right.
 */
export const INTENDED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'cifar10-init-zoo': {
    '- zeros': ['broken-symmetry'],
    '- constant: { value: 0.01 }': ['broken-symmetry'],
    '- randomNormal: { stddev: 0.01 }': ['vanishing-activations', 'vanishing-gradients', 'dead-units'],
    '- randomNormal: { stddev: 0.05 }': ['vanishing-activations', 'vanishing-gradients', 'dead-units'],
    '- randomNormal: { stddev: 0.1 }': ['dead-units', 'initial-loss'],
    '- randomUniform: { minval: -0.01, maxval: 0.01 }': [
      'vanishing-activations',
      'vanishing-gradients',
      'dead-units',
    ],
    '- randomUniform: { minval: -0.05, maxval: 0.05 }': [
      'vanishing-activations',
      'vanishing-gradients',
      'dead-units',
    ],
    '- randomUniform: { minval: -0.1, maxval: 0.1 }': [
      'vanishing-activations',
      'vanishing-gradients',
      'dead-units',
    ],
    '- heNormal': ['dead-units'],
    '- glorotNormal': ['vanishing-activations', 'vanishing-gradients', 'dead-units'],
  },
  cnn: {
    '- heNormal': ['vanishing-gradients', 'learning-rate'],
    '- glorotUniform': ['learning-rate', 'gain-mismatch'],
    '- pytorchDefault': ['vanishing-activations', 'vanishing-gradients', 'learning-rate'],
    'layers:': ['vanishing-gradients', 'learning-rate'],
    '- randomNormal: { stddev: 0.001 }': ['vanishing-activations', 'vanishing-gradients', 'learning-rate'],
  },
  'depth-limit': {
    '- varianceScaling: { scale: 1, distribution: normal }': ['vanishing-gradients', 'too-deep'],
    '- varianceScaling: { scale: 1.3, distribution: normal }': ['vanishing-gradients'],
    '- varianceScaling: { scale: 2.8, distribution: normal }': ['exploding-gradients', 'saturated-units'],
    '- varianceScaling: { scale: 4, distribution: normal }': ['exploding-gradients', 'saturated-units'],
  },
  'dying-relu': {
    '- heNormal': ['dead-units'],
    '- heUniform': ['dead-units'],
    '- orthogonal: { gain: 1.414 }': ['dead-units'],
    '- randomizedAsymmetric': ['vanishing-gradients', 'too-deep', 'dead-units'],
  },
  'fashion-mnist-cnn': {
    '- glorotUniform': ['learning-rate'],
    '- heNormal': ['vanishing-gradients', 'learning-rate'],
  },
  'fashion-mnist-optimizer-groups': {
    '- glorotUniform': ['learning-rate'],
    '- heNormal': ['vanishing-gradients', 'learning-rate'],
  },
  fixup: {
    '- fixup': ['dead-units'],
    '- heNormal': ['dead-units', 'initial-loss', 'learning-rate'],
    '- glorotUniform': ['dead-units', 'initial-loss'],
  },
  'layer-norm': {
    '- randomNormal: { stddev: 0.01 }': ['learning-rate', 'gain-mismatch'],
    '- randomNormal: { stddev: 1 }': ['initial-loss', 'gain-mismatch'],
  },
  lsuv: {
    '- dataDependent': ['exploding-gradients'],
    '- heNormal': ['vanishing-activations', 'vanishing-gradients'],
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
  },
  minimal: { '- zeros': ['broken-symmetry'] },
  'mnist-batchnorm-elu': {},
  'mnist-gradient-clipping': { '- glorotUniform': ['vanishing-gradients'] },
  'mnist-initializers': {
    '- zeros': ['broken-symmetry'],
    '- randomNormal: { stddev: 0.01 }': ['vanishing-activations', 'vanishing-gradients', 'learning-rate'],
    '- randomNormal: { stddev: 1 }': ['exploding-activations', 'exploding-gradients', 'initial-loss'],
    '- glorotUniform': ['gain-mismatch'],
    '- orthogonal': ['gain-mismatch'],
  },
  'mnist-transfer-cached': { '- glorotUniform': ['gain-mismatch'] },
  'mnist-transfer-continue': {},
  'mnist-transfer-new-head': { '- glorotUniform': ['gain-mismatch'] },
  'mnist-transfer-stop-gradient': { '- glorotUniform': ['gain-mismatch'] },
  'mnist-transfer-trainable': { '- glorotUniform': ['gain-mismatch'] },
  'mnist-xavier-he-random': {
    '- glorotUniform': ['gain-mismatch'],
    '- randomNormal: { stddev: 1 }': ['exploding-activations', 'exploding-gradients', 'initial-loss'],
    '- randomNormal: { stddev: 0.05 }': ['gain-mismatch'],
  },
  'mnist-xavier-kaiming-corrected': { '- xavierNormal': ['gain-mismatch'] },
  'mnist-xavier-kaiming-published': { '- dense: 512': ['too-wide'], '- xavierNormal': ['gain-mismatch'] },
  orthogonal: {
    '- orthogonal': ['vanishing-activations', 'vanishing-gradients'],
    '- orthogonal: { gain: 0.5 }': ['vanishing-activations', 'vanishing-gradients', 'learning-rate'],
    '- orthogonal: { gain: 2 }': ['exploding-gradients', 'saturated-units', 'learning-rate'],
    '- lecunNormal': ['vanishing-activations', 'vanishing-gradients'],
  },
  'sweep-depth-variance': {},
  siren: {
    '- glorotUniform': ['exploding-gradients', 'too-deep'],
    '- heUniform': ['exploding-gradients', 'too-deep'],
  },
  spiral: {
    '- varianceScaling: { scale: 0.25, mode: fanIn }': ['vanishing-activations', 'vanishing-gradients'],
    '- varianceScaling: { scale: 1, mode: fanIn }': ['vanishing-gradients'],
    '- varianceScaling: { scale: 9, mode: fanIn }': [
      'exploding-gradients',
      'saturated-units',
      'initial-loss',
    ],
    '- xavierNormal: { nonlinearity: tanh }': ['exploding-gradients'],
  },
  'zero-residual': {
    'layers:': ['gain-mismatch'],
    '- heNormal': ['dead-units', 'initial-loss', 'learning-rate'],
  },
  'activation-zoo/elu': {
    '- heNormal': ['initial-loss'],
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
    '- lecunNormal': ['vanishing-activations', 'vanishing-gradients', 'learning-rate'],
  },
  'activation-zoo/gelu': {
    '- kaimingNormal: { nonlinearity: gelu }': ['initial-loss'],
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
    '- heNormal': ['too-deep'],
  },
  'activation-zoo/leaky-relu-0.2': {
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
    '- heNormal': ['initial-loss'],
  },
  'activation-zoo/leaky-relu': {
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
    '- randomNormal: { stddev: 0.3 }': ['exploding-activations', 'exploding-gradients', 'initial-loss'],
  },
  'activation-zoo/prelu': {
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
    '- heNormal': ['initial-loss'],
  },
  'activation-zoo/relu': {
    '- heNormal': ['dead-units'],
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients', 'dead-units'],
    '- randomNormal: { stddev: 0.3 }': [
      'exploding-activations',
      'exploding-gradients',
      'dead-units',
      'initial-loss',
    ],
  },
  'activation-zoo/rrelu': {
    '- glorotUniform': ['vanishing-activations', 'vanishing-gradients'],
    '- heNormal': ['initial-loss'],
  },
  'activation-zoo/selu': {
    '- lecunNormal': ['learning-rate'],
    '- heNormal': ['exploding-activations', 'exploding-gradients', 'initial-loss'],
  },
  'activation-zoo/sigmoid': {
    '- xavierNormal: { nonlinearity: sigmoid }': ['vanishing-gradients', 'too-deep'],
    '- glorotUniform': ['vanishing-gradients', 'too-deep'],
    '- randomNormal: { stddev: 0.3 }': ['vanishing-gradients', 'too-deep', 'saturated-units', 'initial-loss'],
  },
  'activation-zoo/tanh': {
    '- xavierNormal: { nonlinearity: tanh }': ['saturated-units'],
    '- glorotUniform': ['vanishing-gradients'],
    '- randomNormal: { stddev: 0.3 }': ['exploding-gradients', 'saturated-units', 'initial-loss'],
  },
};
