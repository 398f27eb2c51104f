import { describe } from 'vitest';
import { locateServices } from '../../../../src/engine/services';
import { openWebgpu } from '../../../../src/engine/webgpu';
import { findAdapter } from '../softwareGpu';
import { holdTraining } from './hold';
import { FEW } from './representative';

const missing = await findAdapter();
if (missing !== undefined) console.warn(`WebGPU training conformance skipped: ${missing}`);

// few and short: in software every new shader takes about a tenth of a second, every kernel milliseconds
describe.skipIf(missing !== undefined)('webgpu', () => {
  holdTraining(() => openWebgpu(locateServices(import.meta.dirname, [])), {
    networks: FEW,
    // WGSL lets division and square root be off by 2.5 units in the last place, exp and tanh by more
    tolerances: { values: 1e-4, updates: 1e-3 },
    traced: FEW,
    steps: 20,
    traceTolerance: 1e-3,
  });
});
