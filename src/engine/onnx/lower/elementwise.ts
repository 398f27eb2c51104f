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

const selu = { alpha: { float: 1.6732632423543772 }, gamma: { float: 1.0507009873554805 } };

export const elementwise: Readonly<Record<string, Lowering>> = {
  Abs: unary('Abs'),
  Ceil: unary('Ceil'),
  Cos: unary('Cos'),
  Elu: unary('Elu'),
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
  Selu: ({ builder, input, output }) => builder.node('Selu', [input('x')], selu, output),
  LeakyRelu: ({ builder, input, output, attributes }) =>
    builder.node('LeakyRelu', [input('x')], { alpha: { float: attributes.alpha ?? 0.2 } }, output),
  Prelu: ({ builder, input, output }) => builder.node('PRelu', [input('x'), input('alpha')], {}, output),
  Square: ({ builder, input, output }) => builder.node('Mul', [input('x'), input('x')], {}, output),
  Rsqrt: ({ builder, input, output }) =>
    builder.node('Reciprocal', [builder.node('Sqrt', [input('x')])], {}, output),
  // exp(x) − 1 = tanh(x/2)·(exp(x) + 1), which keeps full precision near 0
  Expm1: ({ builder, input, output }) => {
    const half = builder.node('Tanh', [builder.node('Mul', [input('x'), builder.float(0.5)])]);
    builder.node(
      'Mul',
      [half, builder.node('Add', [builder.node('Exp', [input('x')]), builder.float(1)])],
      {},
      output,
    );
  },
  Log1p: ({ builder, input, output }) =>
    builder.node('Log', [builder.node('Add', [input('x'), builder.float(1)])], {}, output),
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
  // tfjs: 1 where x > 0, else alpha · x (alpha 0 gives the derivative of relu)
  Step: (call) => {
    const positive = call.builder.node('Greater', [call.input('x'), call.builder.float(0)]);
    if (!call.attributes.alpha) castTo(call, positive, 'float32', call.output);
    else {
      const rest = call.builder.node('Mul', [call.input('x'), call.builder.float(call.attributes.alpha)]);
      call.builder.node('Where', [positive, call.builder.float(1), rest], {}, call.output);
    }
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
