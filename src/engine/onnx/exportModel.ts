import { forward } from '../../nn/model';
import type { ModelSpec } from '../../nn/layers/layer';
import type { TensorMap, Tf } from '../../nn/tensors';
import type { NamedTensors } from '../../weights/tensors';
import { simplify } from '../graph/simplify';
import { trace } from '../graph/trace';
import { outputName, toOnnx } from './compile';
import { ANY_SIZE, encodeModel } from './model';
import type { OnnxConstant, OnnxModel, OnnxNode } from './model';

/** Names of the exported model's input and output. */
const INPUT = 'input';
const OUTPUT = 'output';

/** Numbers of samples, as good as never met as another size, that two traces are made with to find where they show. */
const [SOME, OTHER] = [997, 1009];

/**
 * The network in evaluation mode as an ONNX file, its weights within: `input` [batch, …sample shape] in the network's
 * units, `output` [batch, outputs], logits of a classifier. Any number of samples can be put in at a time, unless a
 * layer has no such form; then it is one.
 *
 * @param tensors of a checkpoint: `weights/<path>` and `statistics/<path>`
 * @throws Error naming a kernel that cannot be written in ONNX
 */
export function exportOnnx(tf: Tf, model: ModelSpec, tensors: NamedTensors): Uint8Array {
  const some = inlined(tf, model, tensors, SOME);
  return encodeModel(forAnyBatch(some, inlined(tf, model, tensors, OTHER)) ?? inlined(tf, model, tensors, 1));
}

function inlined(tf: Tf, model: ModelSpec, tensors: NamedTensors, batch: number): OnnxModel {
  const network = toOnnx(tf, traced(tf, model, tensors, batch));
  const constants = network.inputs
    .filter(({ name }) => name !== INPUT)
    .map((input): OnnxConstant => {
      const values = tensors[input.name]?.values ?? new Float32Array();
      return { ...input, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
    });
  const renamed = (name: string): string => (name === outputName(OUTPUT) ? OUTPUT : name);
  return {
    inputs: [{ name: INPUT, type: 'float32', shape: [batch, ...model.inputShape] }],
    outputs: [{ name: OUTPUT, type: 'float32', shape: [batch, ...(model.layers.at(-1)?.outputShape ?? [])] }],
    constants: [...constants, ...network.constants],
    nodes: network.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(renamed),
      outputs: node.outputs.map(renamed),
    })),
  };
}

function traced(tf: Tf, model: ModelSpec, tensors: NamedTensors, batch: number): ReturnType<typeof simplify> {
  const kept = Object.entries(tensors).filter(([name]) => !name.startsWith('slots/'));
  const types = kept.map(([name, { shape }]) => [name, { shape, dtype: 'float32' }] as const);
  const below = (prefix: string, given: TensorMap): TensorMap =>
    Object.fromEntries(
      kept.flatMap(([name]) =>
        name.startsWith(prefix) && given[name] ? [[name.slice(prefix.length), given[name]]] : [],
      ),
    );
  const input = { shape: [batch, ...model.inputShape], dtype: 'float32' } as const;
  const graph = trace(tf, { [INPUT]: input, ...Object.fromEntries(types) }, (given) => {
    const weights = below('weights/', given);
    const statistics = below('statistics/', given);
    const inputs = given[INPUT];
    if (inputs === undefined) throw new Error('the trace has lost its input');
    const { outputs } = forward(tf, model, { weights, statistics, inputs }, { training: false });
    return { [OUTPUT]: outputs };
  });
  return simplify(tf, graph);
}

/** Of two models that differ in the number of samples alone: one for any number; undefined where there is none. */
function forAnyBatch(some: OnnxModel, other: OnnxModel): OnnxModel | undefined {
  if (JSON.stringify(some.nodes) !== JSON.stringify(other.nodes)) return undefined;
  const constants = some.constants.map((constant, i) =>
    withAnySize(constant, other.constants[i], some.nodes),
  );
  if (!constants.every((constant) => constant !== undefined)) return undefined;
  const open = <V extends { readonly shape: readonly number[] }>(value: V): V => ({
    ...value,
    shape: [ANY_SIZE, ...value.shape.slice(1)],
  });
  return { ...some, constants, inputs: some.inputs.map(open), outputs: some.outputs.map(open) };
}

function withAnySize(
  constant: OnnxConstant,
  other: OnnxConstant | undefined,
  nodes: readonly OnnxNode[],
): OnnxConstant | undefined {
  if (other === undefined) return undefined;
  const isSame = constant.shape.join() === other.shape.join();
  if (isSame && Buffer.compare(constant.bytes, other.bytes) === 0) return constant;
  const readers = nodes.filter(({ inputs }) => inputs.includes(constant.name));
  if (isUniform(constant) && readers.every(({ op }) => BROADCASTING.has(op)))
    return { ...constant, shape: [], bytes: constant.bytes.slice(0, ELEMENT) };
  const isShape = readers.every(({ op, inputs }) => op === 'Reshape' && inputs[1] === constant.name);
  if (!isShape || constant.type !== 'int64') return undefined;
  const sizes = new BigInt64Array(constant.bytes.slice().buffer);
  if (sizes.filter((size) => size === BigInt(SOME)).length !== 1) return undefined;
  // what Reshape works out from the number of elements
  const open = sizes.map((size) => (size === BigInt(SOME) ? -1n : size));
  return { ...constant, bytes: new Uint8Array(open.buffer) };
}

/** Operators that repeat a single number as often as their other operand needs it. */
const BROADCASTING = new Set(['Where', 'Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow']);
/** Bytes of a float32. */
const ELEMENT = 4;

/** Whether a constant is one number again and again. */
const isUniform = ({ type, bytes }: OnnxConstant): boolean =>
  type === 'float32' && bytes.every((byte, i) => byte === bytes[i % ELEMENT]);
