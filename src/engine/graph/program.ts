import type { Tf } from '../../nn/tensors';
import type { Program, TensorTypes } from '../program';
import type { Graph } from './ir';
import { trace } from './trace';

/** Prefixes of a recorded program's inputs and outputs: its state, what it is given and what it tells. */
export const STATE = 'state:';
export const INPUT = 'input:';
export const OUTPUT = 'output:';

/** Records one call of a program. */
export function traceProgram(tf: Tf, state: TensorTypes, program: Program): Graph {
  return trace(tf, { ...prefixed(STATE, state), ...prefixed(INPUT, program.inputs) }, (tensors) => {
    const result = program.run(tf, stripped(STATE, tensors), stripped(INPUT, tensors));
    return { ...prefixed(STATE, result.state), ...prefixed(OUTPUT, result.outputs) };
  });
}

export const prefixed = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [prefix + name, value]));

export const stripped = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
