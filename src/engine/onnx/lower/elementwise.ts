import { ONNX_TYPES } from '../model';
import type { DType } from '../../graph/ir';
import type { Lowering, LoweringCall } from './lowering';

const unary =
  (op: string): Lowering =>
  ({ builder, input, output }) =>
    builder.node(op, [input('x')], {}, output);

const binary =
  (op: string): Lowering =>
  ({ builder, input, output }) =>
    builder.node(op, [input('a'), input('b')], {}, output);

export const castTo = (call: LoweringCall, name: string, type: DType, output?: string): string =>
  call.builder.node('Cast', [name], { to: { int: ONNX_TYPES[type] } }, output);

/** ONNX arithmetic is not defined on booleans; tfjs counts them as 0 and 1. */
const arithmetic =
  (op: string): Lowering =>
  (call) => {
    const operand = (name: string): string =>
      call.value(name).dtype === call.result.dtype
        ? call.input(name)
        : castTo(call, call.input(name), call.result.dtype);
    call.builder.node(op, [operand('a'), operand('b')], {}, call.output);
  };

/** eˣ − 1 = tanh(x/2)·(eˣ + 1), which keeps its digits near 0 where the subtraction, and ONNX Runtime's Elu, lose them. */
function expm1({ builder }: LoweringCall, x: string, output?: string): string {
  const half = builder.node('Tanh', [builder.node('Mul', [x, builder.float(0.5)])]);
  return builder.node(
    'Mul',
    [half, builder.node('Add', [builder.node('Exp', [x]), builder.float(1)])],
    {},
    output,
  );
}

/** scale · (x where x > 0, else alpha · (eˣ − 1)); the exponent is cut at 0 so that the branch not taken stays finite. */
const exponentialUnit =
  (scale: number, alpha: number): Lowering =>
  (call) => {
    const { builder, input, output } = call;
    const x = input('x');
    const negative = expm1(call, builder.node('Min', [x, builder.float(0)]));
    const positive = builder.node('Mul', [x, builder.float(scale)]);
    const scaled = builder.node('Mul', [negative, builder.float(scale * alpha)]);
    builder.node('Where', [builder.node('Greater', [x, builder.float(0)]), positive, scaled], {}, output);
  };

export const elementwise: Readonly<Record<string, Lowering>> = {
  Abs: unary('Abs'),
  Ceil: unary('Ceil'),
  Cos: unary('Cos'),
  Erf: unary('Erf'),
  Exp: unary('Exp'),
  Floor: unary('Floor'),
  IsNan: unary('IsNaN'),
  Log: unary('Log'),
  LogicalNot: unary('Not'),
  Neg: unary('Neg'),
  Reciprocal: unary('Reciprocal'),
  Relu: unary('Relu'),
  Round: unary('Round'),
  Sigmoid: unary('Sigmoid'),
  Sign: unary('Sign'),
  Sin: unary('Sin'),
  Softplus: unary('Softplus'),
  Sqrt: unary('Sqrt'),
  Tanh: unary('Tanh'),
  Elu: exponentialUnit(1, 1),
  // Klambauer et al. (2017), the constants of tfjs
  Selu: exponentialUnit(1.0507009873554805, 1.6732632423543772),
  LeakyRelu: ({ builder, input, output, attributes }) =>
    builder.node('LeakyRelu', [input('x')], { alpha: { float: attributes.alpha ?? 0.2 } }, output),
  Prelu: ({ builder, input, output }) => builder.node('PRelu', [input('x'), input('alpha')], {}, output),
  Square: ({ builder, input, output }) => builder.node('Mul', [input('x'), input('x')], {}, output),
  Rsqrt: ({ builder, input, output }) =>
    builder.node('Reciprocal', [builder.node('Sqrt', [input('x')])], {}, output),
  Expm1: (call) => expm1(call, call.input('x'), call.output),
  // ln(u)·x / (u − 1) with u = 1 + x rounded, and x itself where u is 1: exact to rounding (Kahan; Goldberg 1991, Theorem 4)
  Log1p: ({ builder, input, output }) => {
    const [x, one] = [input('x'), builder.float(1)];
    const u = builder.node('Add', [x, one]);
    const isOne = builder.node('Equal', [u, one]);
    const rest = builder.node('Where', [isOne, one, builder.node('Sub', [u, one])]);
    const ratio = builder.node('Div', [x, rest]);
    const infinite = builder.node('IsInf', [u]);
    const value = builder.node('Mul', [
      builder.node('Log', [u]),
      builder.node('Where', [infinite, one, ratio]),
    ]);
    builder.node('Where', [isOne, x, value], {}, output);
  },
  Relu6: ({ builder, input, output }) =>
    builder.node('Clip', [input('x'), builder.float(0), builder.float(6)], {}, output),
  ClipByValue: ({ builder, input, output, attributes }) =>
    builder.node(
      'Clip',
      [
        input('x'),
        builder.float(attributes.clipValueMin ?? -Infinity),
        builder.float(attributes.clipValueMax ?? Infinity),
      ],
      {},
      output,
    ),
  IsInf: ({ builder, input, output }) => builder.node('IsInf', [input('x')], {}, output),
  IsFinite: ({ builder, input, output }) => {
    const either = builder.node('Or', [
      builder.node('IsInf', [input('x')]),
      builder.node('IsNaN', [input('x')]),
    ]);
    builder.node('Not', [either], {}, output);
  },
  // 1 where x > 0, else alpha
  Step: (call) => {
    const { builder, attributes, input, output } = call;
    const positive = builder.node('Greater', [input('x'), builder.float(0)]);
    if (attributes.alpha)
      builder.node('Where', [positive, builder.float(1), builder.float(attributes.alpha)], {}, output);
    else castTo(call, positive, 'float32', output);
  },
  // y is elu's output: the derivative is 1 for y ≥ 0, else y + 1
  EluGrad: ({ builder, input, output }) => {
    const positive = builder.node('GreaterOrEqual', [input('y'), builder.float(0)]);
    const slope = builder.node('Where', [
      positive,
      builder.float(1),
      builder.node('Add', [input('y'), builder.float(1)]),
    ]);
    builder.node('Mul', [input('dy'), slope], {}, output);
  },
  Add: arithmetic('Add'),
  Sub: arithmetic('Sub'),
  Multiply: arithmetic('Mul'),
  RealDiv: arithmetic('Div'),
  Maximum: arithmetic('Max'),
  Minimum: arithmetic('Min'),
  Pow: arithmetic('Pow'),
  Mod: ({ builder, input, output }) =>
    builder.node('Mod', [input('a'), input('b')], { fmod: { int: 1 } }, output),
  FloorDiv: ({ builder, input, output }) =>
    builder.node('Floor', [builder.node('Div', [input('a'), input('b')])], {}, output),
  SquaredDifference: ({ builder, input, output }) => {
    const difference = builder.node('Sub', [input('a'), input('b')]);
    builder.node('Mul', [difference, difference], {}, output);
  },
  AddN: ({ builder, list, output }) => builder.node('Sum', list, {}, output),
  Equal: binary('Equal'),
  NotEqual: ({ builder, input, output }) =>
    builder.node('Not', [builder.node('Equal', [input('a'), input('b')])], {}, output),
  Greater: binary('Greater'),
  GreaterEqual: binary('GreaterOrEqual'),
  Less: binary('Less'),
  LessEqual: binary('LessOrEqual'),
  LogicalAnd: binary('And'),
  LogicalOr: binary('Or'),
  Cast: (call) => castTo(call, call.input('x'), call.result.dtype, call.output),
  Select: ({ builder, input, output }) =>
    builder.node('Where', [input('condition'), input('t'), input('e')], {}, output),
};
