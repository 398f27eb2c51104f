import type { TensorMap, Tf } from '../nn/tensors';
import type { DType, Elements } from './graph/ir';

/** Shape and element type of a tensor that is not there yet. */
export interface TensorType {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export type TensorTypes = Readonly<Record<string, TensorType>>;
export type HostTensors = Readonly<Record<string, Elements>>;

/**
 * A computation over a state that stays on the engine's device, written in tfjs ops. It must be pure: what it returns
 * follows from its tensors alone, so that an engine may run it as it stands or compile it once.
 */
export interface Program {
  readonly inputs: TensorTypes;
  /** Name of a scalar output. When it is not finite the state stays as it was before the run. */
  readonly guard?: string;
  /** Run again and again, so that the memory it works in is worth keeping. */
  readonly often?: true;
  /** Run seldom, if ever, and changes no state: engines that compile programs wait with it until it is run. */
  readonly rare?: true;
  /** @returns new values of the state entries that change, and what the caller wants to know */
  run(
    tf: Tf,
    state: TensorMap,
    inputs: TensorMap,
  ): { readonly state: TensorMap; readonly outputs: TensorMap };
}

/** Programs made ready for one kind of state. */
export interface Machine<Name extends string> {
  /** Puts a state on the device. @param values row-major, one per entry of the machine's state */
  instantiate(values: HostTensors): Instance<Name>;
  /** Present where the first run of a program loads it: does so beforehand. */
  readonly load?: (programs: readonly Name[]) => Promise<void>;
  dispose(): Promise<void>;
}

/** One state on the device. Its programs run one at a time. */
export interface Instance<Name extends string> {
  /** Runs a program and replaces the state by what it returned. Inputs are read before the promise settles. */
  run(program: Name, inputs: HostTensors): Promise<PendingOutputs>;
  /** Copies of all state entries. */
  read(): Promise<HostTensors>;
  dispose(): void;
}

/** Outputs that may still be on the device. Each must be read or dropped. */
export interface PendingOutputs {
  /** @returns arrays that are the caller's to keep */
  read(): Promise<HostTensors>;
  drop(): void;
}
