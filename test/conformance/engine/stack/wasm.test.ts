import { locateServices } from '../../../../src/engine/services';
import { openWasm } from '../../../../src/engine/wasm';
import { holdTraining } from '../networks/hold';
import { REPRESENTATIVE } from '../networks/representative';
import { inStacks } from './inStacks';

holdTraining(() => inStacks(() => openWasm(locateServices(import.meta.dirname, []))), {
  networks: REPRESENTATIVE,
  tolerances: { values: 1e-5, updates: 1e-4 },
  traced: REPRESENTATIVE,
  steps: 100,
  traceTolerance: 1e-4,
});
