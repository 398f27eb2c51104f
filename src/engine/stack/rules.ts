import type { Tensor, Tf } from '../../nn/tensors';
import { callKernel } from '../graph/callKernel';
import { HISTOGRAM } from '../graph/histogram';
import { need } from '../graph/ir';
import type { Attributes, Node } from '../graph/ir';
import { reducedAxes } from '../graph/shapes';
import { forKernels } from '../graph/forKernels';

/** A value of a recorded graph while several trials run it: the same for all, or one for each along a leading axis. */
export interface Operand {
  readonly tensor: Tensor;
  readonly stacked: boolean;
}

/** One recorded kernel call to be made for all trials at once; at least one of its inputs is stacked. */
export interface StackCall {
  readonly tf: Tf;
  readonly trials: number;
  readonly node: Node;
  readonly operand: (name: string) => Operand;
}

/** @returns the outputs of all trials along a leading axis */
type Rule = (call: StackCall) => Tensor;

const run = (
  { tf, node }: StackCall,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: Attributes = node.attributes,
): Tensor => callKernel(tf, node.kernel, inputs, attributes);

const shapeOf = ({ node }: StackCall, name: string): readonly number[] => need(node.inputs[name], name).shape;

/** An input with the trials' axis in front of as many as its result has, to broadcast with others. */
const aligned = (call: StackCall, name: string): Tensor => {
  const { tensor, stacked } = call.operand(name);
  const shape = shapeOf(call, name);
  const missing = call.node.output.shape.length - shape.length;
  if (!stacked || missing === 0) return tensor;
  return call.tf.reshape(tensor, [call.trials, ...Array<number>(missing).fill(1), ...shape]);
};

/** An input with one value for each trial. */
const whole = (call: StackCall, name: string): Tensor => wholeOf(call, call.operand(name));

export const wholeOf = (
  { tf, trials }: Pick<StackCall, 'tf' | 'trials'>,
  { tensor, stacked }: Operand,
): Tensor => (stacked ? tensor : tf.tile(tf.expandDims(tensor, 0), [trials, ...tensor.shape.map(() => 1)]));

const mapInputs = (call: StackCall, f: (call: StackCall, name: string) => Tensor): Record<string, Tensor> =>
  Object.fromEntries(Object.keys(call.node.inputs).map((name) => [name, f(call, name)]));

const broadcasting: Rule = (call) => run(call, mapInputs(call, aligned));
const elementwise: Rule = (call) => run(call, mapInputs(call, whole));

/** Element by element, as rows: WebGPU's selection knows four axes at most. */
const inRows: Rule = (call) => {
  const { tf, trials, node } = call;
  const rows = (_: StackCall, name: string): Tensor => tf.reshape(whole(call, name), [trials, -1]);
  return tf.reshape(run(call, mapInputs(call, rows)), [trials, ...node.output.shape]);
};

/** Trials count as further samples. */
const asSamples: Rule = (call) => {
  const { tf, trials, node } = call;
  const flat = (_: StackCall, name: string): Tensor => {
    const [samples = 1, ...rest] = shapeOf(call, name);
    return tf.reshape(whole(call, name), [trials * samples, ...rest]);
  };
  return tf.reshape(run(call, mapInputs(call, flat)), [trials, ...node.output.shape]);
};

const reduction: Rule = (call) => {
  const { axis, reductionIndices, keepDims } = call.node.attributes;
  const rank = shapeOf(call, 'x').length;
  const axes = reducedAxes(reductionIndices ?? axis, rank).map((a) => a + 1);
  const x = whole(call, 'x');
  if (axes.length === 0) return call.tf.clone(x);
  return run(
    call,
    { x },
    { axis: axes, reductionIndices: axes, ...(keepDims !== undefined && { keepDims }) },
  );
};

const reshaped =
  (name: string): Rule =>
  (call) =>
    call.tf.reshape(whole(call, name), [call.trials, ...call.node.output.shape]);

/** The kernel's axis, behind the trials' one. */
const shiftedAxis = ({ node }: StackCall, rank: number): number =>
  1 + (reducedAxes(node.attributes.axis ?? 0, rank)[0] ?? 0);

/**
 * Matrix products. Where the left one is the same for all, as the minibatch before the first dense layer, the right
 * ones lie side by side and make one wide product; where the right one is, trials are further rows of the left one.
 */
const product: Rule = (call) => {
  const { tf, trials, node } = call;
  const { transposeA = false, transposeB = false } = node.attributes;
  const [a, b] = [call.operand('a'), call.operand('b')];
  if (node.output.shape.length !== 2) return alone(call);
  const [m = 1, n = 1] = node.output.shape;
  if (a.stacked && b.stacked) return run(call, { a: a.tensor, b: b.tensor });
  if (a.stacked) {
    const rows = transposeA ? tf.transpose(a.tensor, [0, 2, 1]) : a.tensor;
    const flat = tf.reshape(rows, [trials * m, -1]);
    return tf.reshape(run(call, { a: flat, b: b.tensor }, { transposeA: false, transposeB }), [trials, m, n]);
  }
  const beside = tf.reshape(
    tf.transpose(b.tensor, transposeB ? [0, 1, 2] : [1, 0, 2]),
    transposeB ? [trials * n, -1] : [-1, trials * n],
  );
  const wide = run(call, { a: a.tensor, b: beside }, { transposeA, transposeB });
  return tf.transpose(tf.reshape(wide, [m, trials, n]), [1, 0, 2]);
};

/** What always works: one trial after the other. */
export const alone: Rule = (call) => {
  const { tf, trials } = call;
  const of = (trial: number): Tensor =>
    run(
      call,
      mapInputs(call, (_, name) => {
        const { tensor, stacked } = call.operand(name);
        if (!stacked) return tensor;
        const shape = shapeOf(call, name);
        return tf.reshape(tf.slice(tensor, [trial, ...shape.map(() => 0)], [1, ...shape]), [...shape]);
      }),
    );
  return tf.stack(Array.from({ length: trials }, (_, trial) => of(trial)));
};

/** How kernels are called for all trials at once. One that is not listed is called for one after the other. */
export const stackRules: Readonly<Record<string, Rule>> = {
  ...forKernels(
    elementwise,
    'Abs',
    'Cast',
    'Ceil',
    'ClipByValue',
    'Cos',
    'Elu',
    'EluGrad',
    'Erf',
    'Exp',
    'Expm1',
    'Floor',
    'Identity',
    'IsFinite',
    'IsInf',
    'IsNan',
    'LeakyRelu',
    'Log',
    'Log1p',
    'LogicalNot',
    'Neg',
    'OneHot',
    'OnesLike',
    'Reciprocal',
    'Relu',
    'Relu6',
    'Round',
    'Rsqrt',
    'Selu',
    'Sigmoid',
    'Sign',
    'Sin',
    'Softplus',
    'Sqrt',
    'Square',
    'Step',
    'Tanh',
    'ZerosLike',
    'AddN',
  ),
  ...forKernels(
    broadcasting,
    'Add',
    'Equal',
    'FloorDiv',
    'Greater',
    'GreaterEqual',
    'Less',
    'LessEqual',
    'LogicalAnd',
    'LogicalOr',
    'Maximum',
    'Minimum',
    'Mod',
    'Multiply',
    'NotEqual',
    'Pow',
    'Prelu',
    'RealDiv',
    'SquaredDifference',
    'Sub',
  ),
  ...forKernels(reduction, 'All', 'Any', 'Max', 'Mean', 'Min', 'Prod', 'Sum'),
  ...forKernels(asSamples, 'AvgPool', 'AvgPoolGrad', 'MaxPool', 'MaxPoolGrad'),
  Select: inRows,
  BatchMatMul: product,
  Reshape: reshaped('x'),
  ExpandDims: reshaped('input'),
  ArgMax: (call) =>
    run(call, { x: whole(call, 'x') }, { axis: shiftedAxis(call, shapeOf(call, 'x').length) }),
  Concat: (call) =>
    run(call, mapInputs(call, whole), { axis: shiftedAxis(call, call.node.output.shape.length) }),
  Pack: (call) =>
    run(call, mapInputs(call, whole), { axis: shiftedAxis(call, call.node.output.shape.length) }),
  [HISTOGRAM]: (call) => run(call, { x: whole(call, 'x') }, { ...call.node.attributes, batchDims: 1 }),
  PadV2: (call) =>
    run(
      call,
      { x: whole(call, 'x') },
      {
        ...call.node.attributes,
        paddings: [[0, 0], ...need(call.node.attributes.paddings, 'paddings')],
      },
    ),
  Slice: (call) =>
    run(
      call,
      { x: whole(call, 'x') },
      {
        begin: [0, ...need(call.node.attributes.begin, 'begin')],
        size: [call.trials, ...call.node.output.shape],
      },
    ),
  Tile: (call) =>
    run(call, { x: whole(call, 'x') }, { reps: [1, ...need(call.node.attributes.reps, 'reps')] }),
  Transpose: (call) =>
    run(
      call,
      { x: whole(call, 'x') },
      {
        perm: [0, ...need(call.node.attributes.perm, 'perm').map((axis) => axis + 1)],
      },
    ),
};
