import { openCpu } from '../../../../src/engine/cpu';
import { CATALOGUE } from '../networks/catalogue';
import { holdTraining } from '../networks/hold';
import { REPRESENTATIVE } from '../networks/representative';
import { inStacks } from './inStacks';

holdTraining(() => inStacks(() => openCpu()), {
  networks: [...CATALOGUE, ...REPRESENTATIVE],
  tolerances: { values: 1e-5, updates: 1e-4 },
  traced: REPRESENTATIVE,
  steps: 30,
  traceTolerance: 1e-4,
});
