import { need } from './graph/ir';
import type { Program } from './program';

/** The same program, which keeps its guard itself, on the device: the host would have to wait for it. */
export const guarded = (program: Program): Program => ({
  inputs: program.inputs,
  run(tf, before, given) {
    const { guard } = program;
    const { state, outputs } = program.run(tf, before, given);
    if (guard === undefined) return { state, outputs };
    const sound = tf.isFinite(need(outputs[guard], guard));
    const kept = Object.entries(state).map(
      ([name, value]) => [name, tf.where(sound, value, need(before[name], name))] as const,
    );
    return { state: Object.fromEntries(kept), outputs };
  },
});
