import type { Rank } from '@tensorflow/tfjs-core';
import type { TensorMap, Tf } from '../../nn/tensors';
import { mapRecord } from '../../shared/mapRecord';
import type { Engine } from '../engine';
import { firstLine } from '../engineError';
import { need } from '../graph/ir';
import { guarded } from '../guarded';
import type { HostTensors, Instance, PendingOutputs, Program, TensorType, TensorTypes } from '../program';
import { Arena } from './arena';
import type { GpuBuffer, GpuCommandEncoder, GpuComputePass, GpuDevice, GpuErrorKind } from './gpu';
import { bufferOf, deviceOf, record } from './record';
import type { Command } from './record';
import { bytesOf, Downloads, TENSOR_USAGE, write } from './transfer';
import type { Wanted } from './transfer';

type Buffers = Readonly<Record<string, GpuBuffer>>;

/** A program as commands. Its inputs, intermediates and outputs serve every state; the state it was recorded with does not. */
interface Recording {
  readonly commands: readonly Command[];
  /** Copies of the new values into the state, when the outputs have been taken. */
  readonly updates: readonly Command[];
  readonly inputs: Buffers;
  readonly outputs: readonly Wanted[];
  /** What of the commands stands for the state, by entry. */
  readonly state: Buffers;
}

/** Runs programs on tfjs' WebGPU backend, each recorded when it is run first. */
export const recorded =
  (tf: Tf): Engine['prepare'] =>
  (state, programs) => {
    const machine = new RecordedMachine(tf, state, programs);
    return Promise.resolve({
      instantiate: (values) => machine.instantiate(values),
      dispose: () => machine.dispose(),
    });
  };

class RecordedMachine<Name extends string> {
  readonly device: GpuDevice;
  readonly downloads: Downloads;
  readonly #tf: Tf;
  readonly #arena: Arena;
  readonly #types: TensorTypes;
  readonly #programs: Readonly<Record<Name, Program>>;
  readonly #recordings = new Map<Name, Promise<Recording>>();

  constructor(tf: Tf, types: TensorTypes, programs: Readonly<Record<Name, Program>>) {
    this.#tf = tf;
    this.#types = types;
    this.#programs = programs;
    this.device = deviceOf(tf);
    this.#arena = new Arena(this.device);
    this.downloads = new Downloads(this.#arena);
  }

  instantiate(values: HostTensors): Instance<Name> {
    const state = Object.entries(this.#types).map(([name, type]) => {
      const buffer = this.device.createBuffer({ size: bytesOf(type), usage: TENSOR_USAGE });
      write(this.device, buffer, need(values[name], name));
      return { name, dtype: type.dtype, buffer };
    });
    return new RecordedInstance(this, state);
  }

  /** @param state what the program is recorded with, unless it has been */
  recordingOf(name: Name, state: Buffers): Promise<Recording> {
    const known = this.#recordings.get(name) ?? this.#record(this.#programs[name], state);
    this.#recordings.set(name, known);
    return known;
  }

  dispose(): Promise<void> {
    this.#arena.dispose();
    return Promise.resolve();
  }

  async #record(program: Program, state: Buffers): Promise<Recording> {
    const tf = this.#tf;
    const inputs = mapRecord(program.inputs, (type) =>
      this.#arena.acquireBuffer(bytesOf(type), TENSOR_USAGE),
    );
    const outputs: Wanted[] = [];
    let updates: readonly Command[] = [];
    const commands = await accepted(this.device, () =>
      record(tf, this.#arena, () =>
        tf.tidy(() => {
          const made = guarded(program).run(
            tf,
            tensorsOn(tf, this.#types, state),
            tensorsOn(tf, program.inputs, inputs),
          );
          const moves = Object.entries(made.state).map(([entry, tensor]) => ({
            from: bufferOf(tf, tensor),
            to: need(state[entry], entry),
          }));
          updates = assigned(moves, this.#arena);
          for (const [name, tensor] of Object.entries(made.outputs))
            outputs.push({ name, dtype: tensor.dtype as Wanted['dtype'], buffer: bufferOf(tf, tensor) });
        }),
      ),
    );
    return { commands, updates, inputs, outputs, state };
  }
}

/** Copies new values to the state. One that lies in the state itself is taken out first, for the copies may overwrite it. */
function assigned(
  moves: readonly { readonly from: GpuBuffer; readonly to: GpuBuffer }[],
  arena: Arena,
): readonly Command[] {
  const written = new Set(moves.map(({ to }) => to));
  const first: Command[] = [];
  const copies = moves
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }): Command => {
      const { size, usage } = to;
      if (!written.has(from)) return { kind: 'copy', from, to, size };
      const aside = arena.acquireBuffer(size, usage);
      first.push({ kind: 'copy', from, to: aside, size });
      return { kind: 'copy', from: aside, to, size };
    });
  return [...first, ...copies];
}

const tensorsOn = (tf: Tf, types: TensorTypes, buffers: Buffers): TensorMap =>
  mapRecord(types, ({ shape, dtype }: TensorType, name) => {
    const buffer = need(buffers[name], name) as never;
    return tf.tensor<Rank>({ buffer, zeroCopy: true }, [...shape], dtype);
  });

/**
 * Does something on a device, which would go on as if nothing had happened when it refuses.
 * @throws Error when it does, for want of memory for one
 */
async function accepted<T>(device: GpuDevice, work: () => T): Promise<T> {
  const refused = (why: unknown): Error =>
    new Error(`The GPU cannot run this network: ${firstLine(why)}`, { cause: why });
  const kinds: readonly GpuErrorKind[] = ['out-of-memory', 'validation', 'internal'];
  for (const kind of kinds) device.pushErrorScope(kind);
  const scopes: ReturnType<GpuDevice['popErrorScope']>[] = [];
  let result: T;
  try {
    result = work();
  } catch (thrown) {
    throw refused(thrown);
  } finally {
    for (let i = 0; i < kinds.length; i++) scopes.push(device.popErrorScope());
  }
  const refusal = (await Promise.all(scopes)).find((error) => error !== null);
  if (refusal) throw refused(refusal.message);
  return result;
}

/** A command with the state it is for. */
type BoundCommand =
  | Exclude<Command, { readonly kind: 'dispatch' }>
  | (Extract<Command, { readonly kind: 'dispatch' }> & { readonly group: object });

/** What an instance runs of a recording. */
interface Bound {
  readonly commands: readonly BoundCommand[];
  readonly updates: readonly BoundCommand[];
  readonly outputs: readonly Wanted[];
}

class RecordedInstance<Name extends string> implements Instance<Name> {
  readonly #machine: RecordedMachine<Name>;
  readonly #entries: readonly Wanted[];
  readonly #state: Buffers;
  readonly #bound = new Map<Name, Bound>();

  constructor(machine: RecordedMachine<Name>, entries: readonly Wanted[]) {
    this.#machine = machine;
    this.#entries = entries;
    this.#state = Object.fromEntries(entries.map(({ name, buffer }) => [name, buffer]));
  }

  async run(name: Name, inputs: HostTensors): Promise<PendingOutputs> {
    const { device, downloads } = this.#machine;
    const recording = await this.#machine.recordingOf(name, this.#state);
    const bound = this.#bound.get(name) ?? (await bind(device, recording, this.#state));
    this.#bound.set(name, bound);
    for (const [input, buffer] of Object.entries(recording.inputs))
      write(device, buffer, need(inputs[input], input));
    const encoder = device.createCommandEncoder();
    encode(encoder, bound.commands);
    const outputs = downloads.add(encoder, bound.outputs);
    encode(encoder, bound.updates);
    device.queue.submit([encoder.finish()]);
    return outputs;
  }

  read(): Promise<HostTensors> {
    const { device, downloads } = this.#machine;
    const encoder = device.createCommandEncoder();
    const state = downloads.add(encoder, this.#entries);
    device.queue.submit([encoder.finish()]);
    return state.read();
  }

  dispose(): void {
    for (const { buffer } of this.#entries) buffer.destroy();
    this.#bound.clear();
  }
}

/** A recording for another state than it was recorded with. @throws Error when the GPU had no memory for that state */
const bind = (
  device: GpuDevice,
  { commands, updates, outputs, state: recordedState }: Recording,
  state: Buffers,
): Promise<Bound> => {
  const own = new Map(
    Object.entries(recordedState).map(([name, buffer]) => [buffer, need(state[name], name)]),
  );
  const ownOf = (buffer: GpuBuffer): GpuBuffer => own.get(buffer) ?? buffer;
  const bound = (command: Command): BoundCommand => {
    if (command.kind === 'copy') return { ...command, from: ownOf(command.from), to: ownOf(command.to) };
    const layout = command.pipeline.getBindGroupLayout(0);
    const entries = command.bindings.map((resource, binding) => ({
      binding,
      resource: { ...resource, buffer: ownOf(resource.buffer) },
    }));
    return { ...command, group: device.createBindGroup({ layout, entries }) };
  };
  return accepted(device, () => ({
    commands: commands.map(bound),
    updates: updates.map(bound),
    outputs: outputs.map((output) => ({ ...output, buffer: ownOf(output.buffer) })),
  }));
};

/** Commands in turn; dispatches that follow one another share a pass. */
function encode(encoder: GpuCommandEncoder, commands: readonly BoundCommand[]): void {
  let pass: GpuComputePass | undefined;
  for (const command of commands) {
    if (command.kind === 'copy') {
      pass?.end();
      pass = undefined;
      encoder.copyBufferToBuffer(command.from, 0, command.to, 0, command.size);
      continue;
    }
    pass ??= encoder.beginComputePass();
    pass.setPipeline(command.pipeline);
    pass.setBindGroup(0, command.group);
    pass.dispatchWorkgroups(...command.workgroups);
  }
  pass?.end();
}
