import { sizeOf } from '../../nn/shape';
import { need } from '../graph/ir';
import type { Elements, Node, Value } from '../graph/ir';
import { operations } from './operations';
import type { FusedGroup } from './split';
import {
  f32Load,
  f32x4Const,
  f32x4Splat,
  i32Add,
  localGet,
  localSet,
  loopOverVectors,
  v128Load,
  v128Store,
} from './wasm';
import type { WasmFunction } from './wasm';

/**
 * One pass as a WebAssembly function `(bytes, …addresses of the leaves, …addresses of the outputs)`. It goes through
 * memory four floats at a time, up to `bytes` rounded up to whole vectors: buffers must be padded to 16 bytes.
 */
export function emitGroup(
  name: string,
  group: FusedGroup,
  constants: ReadonlyMap<Value, Elements>,
): WasmFunction {
  const outputs = Object.values(group.outputs);
  const parameters = 1 + group.leaves.length + outputs.length;
  const offset = parameters; // the i32 local that walks through memory
  const firstVector = parameters + 1;
  const vectors = new Map<Value, number>();
  const vectorOf = (value: Value): number => {
    const known = vectors.get(value) ?? firstVector + vectors.size;
    vectors.set(value, known);
    return known;
  };
  const isScalar = (value: Value): boolean => sizeOf(value.shape) === 1 && group.size > 1;

  const compute = (node: Node): number[] => {
    const operand = (input: string): readonly number[] => {
      const value = need(node.inputs[input], input);
      const constant = sizeOf(value.shape) === 1 ? constants.get(value) : undefined;
      return constant ? f32x4Const(constant[0] ?? NaN) : localGet(vectorOf(value));
    };
    return [...need(operations[node.kernel], node.kernel)(operand, node), ...localSet(vectorOf(node.output))];
  };
  const at = (parameter: number): number[] => [...localGet(parameter), ...localGet(offset), ...i32Add];

  const before: number[] = [];
  const body: number[] = [];
  group.leaves.forEach((leaf, i) => {
    if (isScalar(leaf))
      before.push(...localGet(1 + i), ...f32Load, ...f32x4Splat, ...localSet(vectorOf(leaf)));
    else body.push(...at(1 + i), ...v128Load(), ...localSet(vectorOf(leaf)));
  });
  for (const node of group.nodes) (isScalar(node.output) ? before : body).push(...compute(node));
  outputs.forEach((value, i) =>
    body.push(...at(1 + group.leaves.length + i), ...localGet(vectorOf(value)), ...v128Store),
  );
  return {
    name,
    parameters,
    locals: { i32: 1, v128: vectors.size },
    body: [...before, ...loopOverVectors(offset, localGet(0), body)],
  };
}
