import { forward } from '../../nn/model';
import type { ModelSpec } from '../../nn/layers/layer';
import type { Program } from '../../engine/program';
import { batchTypes } from './batch';
import type { BatchShape } from './batch';
import { splitState } from './state';

/** What the frozen layers that a model begins with make of a batch, [count, …output shape] as `features`. */
export const featuresProgram = (prefix: ModelSpec, batch: BatchShape): Program => ({
  inputs: { inputs: batchTypes(batch)['inputs']! },
  run(tf, state, { inputs }) {
    const { outputs } = forward(tf, prefix, { ...splitState(state), inputs: inputs! }, { training: false });
    return { state: {}, outputs: { features: outputs } };
  },
});
