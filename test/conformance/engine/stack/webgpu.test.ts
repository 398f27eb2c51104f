import { describe } from 'vitest';
import { locateServices } from '../../../../src/engine/services';
import { openWebgpu } from '../../../../src/engine/webgpu';
import { holdTraining } from '../networks/hold';
import { FEW } from '../networks/representative';
import { findAdapter } from '../softwareGpu';
import { inStacks } from './inStacks';

const missing = await findAdapter();
if (missing !== undefined) console.warn(`WebGPU stack conformance skipped: ${missing}`);

describe.skipIf(missing !== undefined)('webgpu', () => {
  holdTraining(() => inStacks(() => openWebgpu(locateServices(import.meta.dirname, []))), {
    networks: FEW,
    // as in ../networks/webgpu.test.ts
    tolerances: { values: 1e-4, updates: 1e-3 },
    traced: FEW,
    steps: 20,
    traceTolerance: 1e-3,
  });
});
