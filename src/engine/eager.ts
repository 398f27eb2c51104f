import type * as tfjs from '@tensorflow/tfjs-core';
import type { TensorMap, Tf } from '../nn/tensors';
import type { HostTensors, Instance, Machine, PendingOutputs, Program, TensorTypes } from './program';

/** Runs programs as they stand, one tfjs kernel after the other. */
export function eagerMachine<Name extends string>(
  tf: Tf,
  state: TensorTypes,
  programs: Readonly<Record<Name, Program>>,
): Machine<Name> {
  return {
    instantiate: (values) => new EagerInstance(tf, upload(tf, state, values), programs),
    dispose: () => Promise.resolve(),
  };
}

const upload = (tf: Tf, types: TensorTypes, values: HostTensors): TensorMap =>
  Object.fromEntries(
    Object.entries(types).map(([name, { shape, dtype }]) => {
      const elements = values[name];
      if (!elements) throw new Error(`no value for the tensor "${name}"`);
      return [name, tf.tensor(elements, [...shape], dtype)];
    }),
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
    const program = this.#programs[name];
    const before = this.#state;
    const { state, outputs } = this.#tf.tidy(() => {
      const result = program.run(this.#tf, before, upload(this.#tf, program.inputs, inputs));
      for (const tensor of [...Object.values(result.state), ...Object.values(result.outputs)])
        this.#tf.keep(tensor);
      return result;
    });
    const sound = program.guard === undefined || (await isFinite(outputs[program.guard]));
    this.#state = sound ? { ...before, ...state } : before;
    const kept = new Set([...Object.values(this.#state), ...Object.values(outputs)]);
    for (const tensor of [...Object.values(before), ...Object.values(state)])
      if (!kept.has(tensor)) tensor.dispose();
    return new EagerOutputs(outputs, new Set(Object.values(this.#state)));
  }

  read(): Promise<HostTensors> {
    return readAll(this.#state);
  }

  dispose(): void {
    for (const tensor of Object.values(this.#state)) tensor.dispose();
    this.#state = {};
  }
}

class EagerOutputs implements PendingOutputs {
  readonly #outputs: TensorMap;
  /** An output that is a state entry too lives on as that. */
  readonly #shared: ReadonlySet<tfjs.Tensor>;

  constructor(outputs: TensorMap, shared: ReadonlySet<tfjs.Tensor>) {
    this.#outputs = outputs;
    this.#shared = shared;
  }

  async read(): Promise<HostTensors> {
    const values = await readAll(this.#outputs);
    this.drop();
    return values;
  }

  drop(): void {
    for (const tensor of Object.values(this.#outputs)) if (!this.#shared.has(tensor)) tensor.dispose();
  }
}

const isFinite = async (scalar: tfjs.Tensor | undefined): Promise<boolean> =>
  Number.isFinite((await scalar?.data())?.[0]);

async function readAll(tensors: TensorMap): Promise<HostTensors> {
  const read = Object.entries(tensors).map(async ([name, tensor]) => {
    const values = await tensor.data<'float32' | 'int32' | 'bool'>();
    return [name, values.slice()] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
