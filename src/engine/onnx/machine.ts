import type { InferenceSession } from 'onnxruntime-node';
import { need } from '../graph/ir';
import type { Tf } from '../../nn/tensors';
import type { Machine, Program, TensorTypes } from '../program';
import { compilePrograms, compileRare } from './compilePrograms';
import type { CompiledProgram, CompiledPrograms } from './compilePrograms';
import { createCountInBins } from './countInBins';
import { OnnxInstance, sharedWorkspaces } from './instance';
import type { PlannedModel } from './plan';

export type OnnxRuntime = typeof import('onnxruntime-node');

export interface OnnxOptions {
  /** Threads inside one run of a model. */
  readonly threads: number;
  /** The programs, where they have been compiled before. */
  readonly compiled?: CompiledPrograms;
}

/**
 * Elements (32 MiB) beyond which glibc asks the system for memory each time, as `mallopt(3)` says of
 * `M_MMAP_THRESHOLD`: its pages, made anew for every tensor, cost a probe as much again as it computes.
 */
const LARGEST_KEPT = 1 << 23;

/** A program ready to be bound to the memory of an instance. */
export interface OpenedProgram extends CompiledProgram {
  /** Those of its models, made when the program is first run: some never are. Undefined where there is no model. */
  readonly session: () => Promise<InferenceSession | undefined>;
  readonly lateSession: () => Promise<InferenceSession | undefined>;
}

/**
 * Compiles programs: each becomes one ONNX model that ONNX Runtime runs, followed by fused elementwise passes in
 * WebAssembly, and where outputs tell of their results a second model. The state lies in WebAssembly memory, which both read and write in place.
 */
export function onnxMachine<Name extends string>(
  tf: Tf,
  ort: OnnxRuntime,
  state: TensorTypes,
  programs: Readonly<Record<Name, Program>>,
  { threads, compiled = compilePrograms(tf, state, programs) }: OnnxOptions,
): Machine<Name> {
  const sessions: InferenceSession[] = [];
  const open = async (
    model: PlannedModel | undefined,
    often: boolean,
  ): Promise<InferenceSession | undefined> => {
    if (!model) return undefined;
    const session = await ort.InferenceSession.create(model.bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // An arena keeps all that a run has needed, in steps of powers of two: for a probe more than the weights take.
      enableCpuMemArena: often || model.largest > LARGEST_KEPT,
      logSeverityLevel: 3,
      // A spinning thread would take the core that another trial's process runs on.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    sessions.push(session);
    return session;
  };
  const opened = (model: PlannedModel | undefined, { often }: CompiledProgram): OpenedProgram['session'] => {
    let session: ReturnType<typeof open> | undefined;
    return () => (session ??= open(model, often === true));
  };
  const openedProgram = (program: CompiledProgram): OpenedProgram => ({
    ...program,
    session: opened(program.plan.model, program),
    lateSession: opened(program.plan.lateModel, program),
  });
  const common = new Map(
    [...compiled.programs].map(([name, program]) => [name, openedProgram(program)] as const),
  );
  const shared = sharedWorkspaces(compiled.programs);
  const countInBins = createCountInBins();
  const rare = new Map<string, OpenedProgram>();
  const rareProgram = (name: string): OpenedProgram => {
    const program = need((programs as Readonly<Record<string, Program>>)[name], name);
    const known = rare.get(name) ?? openedProgram(compileRare(tf, name, state, program));
    rare.set(name, known);
    return known;
  };
  return {
    async load(names) {
      for (const name of names) {
        const program = common.get(name);
        await program?.session();
        await program?.lateSession();
      }
    },
    instantiate: (values) =>
      new OnnxInstance<Name>(
        ort,
        state,
        { common, shared, passes: compiled.passes, rareProgram, countInBins },
        values,
      ),
    async dispose() {
      for (const session of sessions) await session.release();
    },
  };
}
