import { describe } from 'vitest';
import { openTensorflow } from '../../../src/engine/tensorflow';
import { hasTensorflow, services } from '../../support/tensorflow';
import { holdToReference } from './conformance';

const CANCELS = 'computed from eˣ, which is 1 to float32’s precision';

describe.skipIf(!hasTensorflow)('tensorflow', () => {
  holdToReference(() => openTensorflow(services), {
    known: {
      'conv2d padded by 2, with gradient': 'tfjs-node pads conv2d by same and valid only',
      'elu of tiny values': CANCELS,
      'selu of tiny values': CANCELS,
    },
  });
});
