import type { Tf } from '../nn/tensors';
import type { EngineName } from '../shared/engineNames';
import type { Phrase } from '../shared/phrase';
import type { CompiledPrograms } from './onnx/compilePrograms';
import type { Machine, Program, TensorTypes } from './program';

export interface Device {
  readonly kind: 'gpu' | 'software-gpu' | 'cpu';
  /** As a person knows it: `NVIDIA H200`, `AMD EPYC 7B13 (2 cores)`. */
  readonly name: string;
}

export interface Caution {
  /** One sentence. */
  readonly reason: Phrase;
  /** What the user can do, one sentence. */
  readonly remedy: Phrase;
}

/** A place where tensors run. Open one per process at most: tfjs keeps its backend in the global object. */
export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  readonly device: Device;
  /** Set where the engine works, but not on the device its name promises. */
  readonly caution?: Caution;
  /**
   * TensorFlow.js, to write programs with. On an engine that compiles them, calling it outside a program computes on
   * tfjs' cpu backend.
   */
  readonly tf: Tf;
  /**
   * Makes programs over one kind of state ready to run.
   * @param compiled what `compile` made of them, in this thread or another
   */
  prepare<Name extends string>(
    state: TensorTypes,
    programs: Readonly<Record<Name, Program>>,
    compiled?: CompiledPrograms,
  ): Promise<Machine<Name>>;
  /** Present where programs are compiled: the longer part of `prepare`. */
  readonly compile?: (state: TensorTypes, programs: Readonly<Record<string, Program>>) => CompiledPrograms;
  /** Why the device is gone: its driver was reset, or it was taken out. Undefined while it is there. */
  readonly lost?: () => string | undefined;
  dispose(): void;
}

/** One row of the capability table: what was tried and, for a failure, what to do about it. */
export interface EngineAttempt {
  readonly engine: EngineName;
  readonly usable: boolean;
  readonly device?: Device;
  readonly version?: string;
  /** Why it cannot be used, does not run on the device its name promises, or was chosen or not for its speed; one sentence. */
  readonly reason?: Phrase;
  /** What the user can do, one sentence. */
  readonly remedy?: Phrase;
  readonly milliseconds: number;
}
