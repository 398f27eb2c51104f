import type { Tensor, TensorMap, Tf } from '../../nn/tensors';
import { mapRecord } from '../../shared/mapRecord';
import { need } from '../graph/ir';
import { INPUT, OUTPUT, STATE, prefixed, stripped, traceProgram } from '../graph/program';
import { simplify } from '../graph/simplify';
import type { Program, TensorTypes } from '../program';
import { replay } from './replay';
import { wholeOf } from './rules';
import type { Operand } from './rules';

/** Input of every stacked program: 1 for each trial whose state may change, else 0. */
export const ACTIVE = 'stack/active';

/** The states of several trials as one: each entry has the trials along a leading axis. */
export const stackTypes = (state: TensorTypes, trials: number): TensorTypes =>
  Object.fromEntries(
    Object.entries(state).map(([name, { shape, dtype }]) => [name, { shape: [trials, ...shape], dtype }]),
  );

/**
 * The same program over the states of several trials at once, which share its inputs. Its outputs have the trials along
 * a leading axis; its guard holds for each trial on its own. The network is still defined once: the program is
 * recorded, and the record is run with its kernels widened by the trials' axis.
 */
export function stackProgram(tf: Tf, state: TensorTypes, program: Program, trials: number): Program {
  const graph = simplify(tf, traceProgram(tf, state, program), { folds: false });
  const { guard } = program;
  return {
    inputs: { ...program.inputs, [ACTIVE]: { shape: [trials], dtype: 'float32' } },
    run: (own, before, inputs) =>
      own.tidy(() => {
        const found = replay(own, graph, trials, {
          ...prefixed(STATE, operands(before, true)),
          ...prefixed(INPUT, operands(inputs, false)),
        });
        const outputs = mapRecord(stripped(OUTPUT, found), (operand) =>
          wholeOf({ tf: own, trials }, operand),
        );
        const active = own.greater(need(inputs[ACTIVE], ACTIVE), 0);
        const sound =
          guard === undefined ? active : own.logicalAnd(active, own.isFinite(need(outputs[guard], guard)));
        const after = Object.entries(stripped(STATE, found)).map(([name, operand]) => {
          const old = need(before[name], name);
          const rows = (tensor: Tensor): Tensor => own.reshape(tensor, [trials, -1]);
          const chosen = own.where(rows(sound), rows(wholeOf({ tf: own, trials }, operand)), rows(old));
          return [name, own.reshape(chosen, old.shape)] as const;
        });
        return { state: Object.fromEntries(after), outputs };
      }),
  };
}

const operands = (tensors: TensorMap, stacked: boolean): Record<string, Operand> =>
  mapRecord(tensors, (tensor: Tensor) => ({ tensor, stacked }));
