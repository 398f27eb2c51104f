import type * as tfjs from '@tensorflow/tfjs-core';
import { sizeOf } from '../nn/shape';
import type { TensorMap, Tf } from '../nn/tensors';
import type { Engine } from './engine';
import { need } from './graph/ir';
import type { Elements } from './graph/ir';
import { guarded } from './guarded';
import type { HostTensors, Instance, PendingOutputs, Program, TensorTypes } from './program';

/** Where a program's guard is looked at: by the host, or on the device, where reading would wait for it. */
export type GuardedBy = 'host' | 'device';

/** Runs programs as they stand, one tfjs kernel after the other on the current backend. */
export const eagerly =
  (tf: Tf, guardedBy: GuardedBy): Engine['prepare'] =>
  <Name extends string>(state: TensorTypes, programs: Readonly<Record<Name, Program>>) => {
    const run = Object.fromEntries(
      Object.entries<Program>(programs).map(([name, program]) => [
        name,
        guardedBy === 'device' ? guarded(program) : program,
      ]),
    ) as Readonly<Record<Name, Program>>;
    return Promise.resolve({
      instantiate: (values) => new EagerInstance(tf, upload(tf, state, values), run),
      dispose: () => Promise.resolve(),
    });
  };

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

  async run(name: Name, inputs: HostTensors): Promise<PendingOutputs> {
    const tf = this.#tf;
    const program = this.#programs[name];
    const before = this.#state;
    const { state, outputs } = tf.tidy(() => {
      const result = program.run(tf, before, upload(tf, program.inputs, inputs));
      for (const tensor of [...Object.values(result.state), ...Object.values(result.outputs)])
        tf.keep(tensor);
      return result;
    });
    const sound = await isSound(program, outputs);
    this.#state = sound ? { ...before, ...state } : before;
    const live = new Set(Object.values(this.#state));
    const wanted = new Set([...live, ...Object.values(outputs)]);
    for (const tensor of [...Object.values(before), ...Object.values(state)])
      if (!wanted.has(tensor)) tensor.dispose();
    return new EagerOutputs(tf, outputs, live);
  }

  read(): Promise<HostTensors> {
    return readAll(this.#tf, this.#state);
  }

  dispose(): void {
    this.#tf.dispose(Object.values(this.#state));
    this.#state = {};
  }
}

const isSound = async ({ guard }: Program, outputs: TensorMap): Promise<boolean> =>
  guard === undefined || Number.isFinite((await need(outputs[guard], guard).data())[0]);

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
