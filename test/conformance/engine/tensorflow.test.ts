import { delimiter } from 'node:path';
import { describe } from 'vitest';
import { findPackage } from '../../../src/engine/packages';
import { locateServices } from '../../../src/engine/services';
import { openTensorflow } from '../../../src/engine/tensorflow';
import { holdToReference } from './conformance';

// folders with a node_modules that has tfjs-node, for machines where it cannot be a dependency
const folders = process.env['INITSCOPE_ENGINE_FOLDERS']?.split(delimiter) ?? [];
const services = locateServices(import.meta.dirname, folders);
const found = findPackage(['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'], services);
if (!found)
  console.warn(
    'TensorFlow conformance skipped: neither @tensorflow/tfjs-node nor -gpu is installed here or in INITSCOPE_ENGINE_FOLDERS.',
  );

const CANCELS = 'computed from eˣ, which is 1 to float32’s precision';

describe.skipIf(!found)('tensorflow', () => {
  holdToReference(() => openTensorflow(services), {
    known: {
      'conv2d padded by 2, with gradient': 'tfjs-node pads conv2d by same and valid only',
      'bincount of rows': 'tfjs-node has no DenseBincount',
      'elu of tiny values': CANCELS,
      'selu of tiny values': CANCELS,
    },
  });
});
