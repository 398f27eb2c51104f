import { locateServices } from '../../../../src/engine/services';
import { openOnnxruntime } from '../../../../src/engine/onnxruntime';
import { holdTraining } from '../networks/hold';
import { REPRESENTATIVE } from '../networks/representative';
import { inStacks } from './inStacks';

holdTraining(() => inStacks(() => openOnnxruntime(locateServices(import.meta.dirname, []))), {
  networks: REPRESENTATIVE,
  tolerances: { values: 1e-5, updates: 1e-4 },
  traced: REPRESENTATIVE,
  steps: 100,
  traceTolerance: 1e-4,
});
