import { openWasm } from '../../../../src/engine/wasm';
import { locateServices } from '../../../../src/engine/services';
import { CATALOGUE } from './catalogue';
import { holdTraining } from './hold';
import { REPRESENTATIVE } from './representative';

holdTraining(() => openWasm(locateServices(import.meta.dirname, [])), {
  networks: [...CATALOGUE, ...REPRESENTATIVE],
  // float32 sums of at most a few hundred terms in another order; a hundred steps add up what each is off by
  tolerances: { values: 1e-5, updates: 1e-4 },
  traced: REPRESENTATIVE,
  steps: 100,
  traceTolerance: 1e-4,
});
