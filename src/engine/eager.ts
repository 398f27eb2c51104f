import type * as tfjs from '@tensorflow/tfjs-core';
import { sizeOf } from '../nn/shape';
import type { TensorMap, Tf } from '../nn/tensors';
import type { Engine } from './engine';
import { need } from './graph/ir';
import type { Elements } from './graph/ir';
import type { HostTensors, Instance, PendingOutputs, Program, TensorTypes } from './program';

/** Runs programs as they stand, one tfjs kernel after the other on the current backend. */
export const eagerly =
  (tf: Tf): Engine['prepare'] =>
  (state, programs) =>
    Promise.resolve({
      instantiate: (values) => new EagerInstance(tf, upload(tf, state, values), programs),
      dispose: () => Promise.resolve(),
    });

const upload = (tf: Tf, types: TensorTypes, values: HostTensors): TensorMap =>
  Object.fromEntries(
    Object.entries(types).map(([name, { shape, dtype }]) => [
      name,
      tf.tensor(need(values[name], name), [...shape], dtype),
    ]),
  );

class EagerInstance<Name extends string> implements Instance<Name> {
  readonly #tf: Tf;
  readonly #programs: Readonly<Record<Name, Program>>;
  #state: TensorMap;

  constructor(tf: Tf, state: TensorMap, programs: Readonly<Record<Name, Program>>) {
    this.#tf = tf;
    this.#state = state;
    this.#programs = programs;
  }

  run(name: Name, inputs: HostTensors): Promise<PendingOutputs> {
    const tf = this.#tf;
    const program = this.#programs[name];
    const before = this.#state;
    const { state, outputs } = tf.tidy(() => {
      const result = program.run(tf, before, upload(tf, program.inputs, inputs));
      const guarded =
        program.guard === undefined
          ? result.state
          : this.#guarded(result.state, result.outputs[program.guard]);
      for (const tensor of [...Object.values(guarded), ...Object.values(result.outputs)]) tf.keep(tensor);
      return { state: guarded, outputs: result.outputs };
    });
    this.#state = { ...before, ...state };
    const live = new Set(Object.values(this.#state));
    for (const tensor of Object.values(before)) if (!live.has(tensor)) tensor.dispose();
    return Promise.resolve(new EagerOutputs(tf, outputs, live));
  }

  read(): Promise<HostTensors> {
    return readAll(this.#tf, this.#state);
  }

  dispose(): void {
    this.#tf.dispose(Object.values(this.#state));
    this.#state = {};
  }

  /** Chosen on the device, so that nothing waits for the guard to be read. */
  #guarded(after: TensorMap, guard: tfjs.Tensor | undefined): TensorMap {
    const tf = this.#tf;
    const sound = tf.isFinite(need(guard, 'guard'));
    return Object.fromEntries(
      Object.entries(after).map(([name, value]) => [
        name,
        tf.where(sound, value, need(this.#state[name], name)),
      ]),
    );
  }
}

class EagerOutputs implements PendingOutputs {
  readonly #tf: Tf;
  readonly #outputs: TensorMap;
  /** An output that is a state entry too lives on as that. */
  readonly #shared: ReadonlySet<tfjs.Tensor>;

  constructor(tf: Tf, outputs: TensorMap, shared: ReadonlySet<tfjs.Tensor>) {
    this.#tf = tf;
    this.#outputs = outputs;
    this.#shared = shared;
  }

  async read(): Promise<HostTensors> {
    const values = await readAll(this.#tf, this.#outputs);
    this.drop();
    return values;
  }

  drop(): void {
    for (const tensor of Object.values(this.#outputs)) if (!this.#shared.has(tensor)) tensor.dispose();
  }
}

/** Brings tensors to the host, all the scalars among them in one transfer. */
async function readAll(tf: Tf, tensors: TensorMap): Promise<HostTensors> {
  const isScalar = (tensor: tfjs.Tensor): boolean => tensor.dtype === 'float32' && sizeOf(tensor.shape) === 1;
  const scalars = Object.entries(tensors).filter(([, tensor]) => isScalar(tensor));
  const others = Object.entries(tensors).filter(([, tensor]) => !isScalar(tensor));
  const read: [string, Elements][] = [];
  if (scalars.length > 0) {
    const packed = tf.tidy(() => tf.concat(scalars.map(([, tensor]) => tf.reshape(tensor, [1]))));
    const values = await packed.data<'float32'>();
    packed.dispose();
    read.push(...scalars.map(([name], i) => [name, values.slice(i, i + 1)] as [string, Elements]));
  }
  for (const [name, tensor] of others)
    read.push([name, (await tensor.data<'float32' | 'int32' | 'bool'>()).slice()]);
  return Object.fromEntries(read);
}
