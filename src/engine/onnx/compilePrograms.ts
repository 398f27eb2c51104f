import { encodeModule } from '../fusion/wasm';
import type { Tf } from '../../nn/tensors';
import type { Program, TensorTypes } from '../program';
import { plan } from './plan';
import type { Plan } from './plan';

/** A compiled program with what of it is needed to run it. */
export interface CompiledProgram extends Pick<Program, 'inputs' | 'guard' | 'often'> {
  readonly plan: Plan;
}

/** Programs over one kind of state, compiled. Can be sent to other threads. */
export interface CompiledPrograms {
  readonly programs: ReadonlyMap<string, CompiledProgram>;
  /** The fused passes of all of them. */
  readonly passes: WebAssembly.Module;
}

/** Compiles programs, but for the rare ones. */
export function compilePrograms(
  tf: Tf,
  state: TensorTypes,
  programs: Readonly<Record<string, Program>>,
): CompiledPrograms {
  const compiled = new Map(
    Object.entries(programs).flatMap(([name, program]) =>
      program.rare ? [] : [[name, compileProgram(tf, name, state, program)] as const],
    ),
  );
  const passes = [...compiled.values()].flatMap(({ plan: { passes: own } }) => own.map(({ code }) => code));
  return { programs: compiled, passes: new WebAssembly.Module(encodeModule(passes)) };
}

/** @throws Error when the program changes the state */
export function compileRare(tf: Tf, name: string, state: TensorTypes, program: Program): CompiledProgram {
  const compiled = compileProgram(tf, name, state, program);
  const { passes, moved } = compiled.plan;
  if (passes.length > 0 || moved.length > 0)
    throw new Error(`the program ${name} is said to be rare and changes the state`);
  return compiled;
}

const compileProgram = (tf: Tf, name: string, state: TensorTypes, program: Program): CompiledProgram => ({
  plan: plan(tf, name, state, program),
  inputs: program.inputs,
  ...(program.guard !== undefined && { guard: program.guard }),
  ...(program.often && { often: program.often }),
});
