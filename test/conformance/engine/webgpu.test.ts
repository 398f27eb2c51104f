import { describe } from 'vitest';
import { locateServices } from '../../../src/engine/services';
import { openWebgpu } from '../../../src/engine/webgpu';
import { holdToReference } from './conformance';
import { findAdapter } from './softwareGpu';

const missing = await findAdapter();
if (missing !== undefined) console.warn(`WebGPU conformance skipped: ${missing}`);

const CANCELS = 'computed from eˣ, which is 1 to float32’s precision';
describe.skipIf(missing !== undefined)('webgpu', () => {
  holdToReference(() => openWebgpu(locateServices(import.meta.dirname, [])), {
    known: {
      'elu of tiny values': CANCELS,
      'selu of tiny values': CANCELS,
      'tanh of tiny values': CANCELS,
      'log1p of small values, with gradient': 'computed as ln(1 + x)',
      'maxPool ties, with gradient': 'the last maximum of a window takes the gradient, not the first',
    },
    // exp, tanh and their kind are good to a few units in the last place of float32 at best in WGSL
    allowance: 5e-5,
  });
});
