import { need } from '../graph/ir';
import type { Node } from '../graph/ir';
import { f32x4, f32x4Const, v128And, v128Bitselect, v128Not, v128Or } from './wasm';

/**
 * Instructions of one elementwise kernel. `operands` push the inputs onto the stack, by name; booleans are masks of
 * all ones or all zeros.
 */
type Emitter = (operand: (name: string) => readonly number[], node: Node) => readonly number[];

const unary =
  (...instructions: readonly (readonly number[])[]): Emitter =>
  (operand) => [...operand('x'), ...instructions.flat()];

const binary =
  (instruction: readonly number[]): Emitter =>
  (operand) => [...operand('a'), ...operand('b'), ...instruction];

const reciprocal = (of: readonly number[]): readonly number[] => [...f32x4Const(1), ...of, ...f32x4.div];

/** The kernels that a fused loop can hold. All are exact IEEE operations, so fused and unfused agree bit for bit. */
export const operations: Readonly<Record<string, Emitter>> = {
  Add: binary(f32x4.add),
  Sub: binary(f32x4.sub),
  Multiply: binary(f32x4.mul),
  RealDiv: binary(f32x4.div),
  Maximum: binary(f32x4.max),
  Minimum: binary(f32x4.min),
  SquaredDifference: (operand) => {
    const difference = [...operand('a'), ...operand('b'), ...f32x4.sub];
    return [...difference, ...difference, ...f32x4.mul];
  },
  Abs: unary(f32x4.abs),
  Neg: unary(f32x4.neg),
  Sqrt: unary(f32x4.sqrt),
  Square: (operand) => [...operand('x'), ...operand('x'), ...f32x4.mul],
  Reciprocal: (operand) => reciprocal(operand('x')),
  Rsqrt: (operand) => reciprocal([...operand('x'), ...f32x4.sqrt]),
  ClipByValue: (operand, { attributes }) => [
    ...operand('x'),
    ...f32x4Const(need(attributes.clipValueMin, 'clipValueMin')),
    ...f32x4.max,
    ...f32x4Const(need(attributes.clipValueMax, 'clipValueMax')),
    ...f32x4.min,
  ],
  Equal: binary(f32x4.eq),
  NotEqual: binary(f32x4.ne),
  Greater: binary(f32x4.gt),
  GreaterEqual: binary(f32x4.ge),
  Less: binary(f32x4.lt),
  LessEqual: binary(f32x4.le),
  LogicalAnd: binary(v128And),
  LogicalOr: binary(v128Or),
  LogicalNot: unary(v128Not),
  Select: (operand) => [...operand('t'), ...operand('e'), ...operand('condition'), ...v128Bitselect],
  Cast: (operand, node) =>
    need(node.inputs['x'], 'x').dtype === 'bool'
      ? [...operand('x'), ...f32x4Const(1), ...v128And]
      : operand('x'),
  OnesLike: () => f32x4Const(1),
  ZerosLike: () => f32x4Const(0),
  Fill: (_, { attributes }) => f32x4Const(attributes.value ?? 0),
};

/** Types that loops compute in: float32, and booleans that never reach memory. */
export const isFusible = (node: Node): boolean =>
  node.kernel in operations &&
  node.output.dtype !== 'int32' &&
  Object.values(node.inputs).every((value) => value.dtype !== 'int32');
