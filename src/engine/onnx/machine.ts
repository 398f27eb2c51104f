import type { InferenceSession } from 'onnxruntime-node';
import type { Tf } from '../../nn/tensors';
import { encodeModule } from '../fusion/wasm';
import type { Machine, Program, TensorTypes } from '../program';
import { OnnxInstance } from './instance';
import { plan } from './plan';
import type { Plan, PlannedModel } from './plan';

export type OnnxRuntime = typeof import('onnxruntime-node');

export interface OnnxOptions {
  /** Threads inside one run of a model. */
  readonly threads: number;
}

/** A program ready to be bound to the memory of an instance. */
export interface CompiledProgram {
  readonly plan: Plan;
  /** Those of its models, made when the program is first run: some never are. Undefined where there is no model. */
  readonly session: () => Promise<InferenceSession | undefined>;
  readonly lateSession: () => Promise<InferenceSession | undefined>;
  readonly program: Program;
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
  { threads }: OnnxOptions,
): Machine<Name> {
  const sessions: InferenceSession[] = [];
  const open = async (model: PlannedModel | undefined): Promise<InferenceSession | undefined> => {
    if (!model) return undefined;
    const session = await ort.InferenceSession.create(model.bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // A spinning thread would take the core that another trial's process runs on.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    sessions.push(session);
    return session;
  };
  const compiled = new Map<string, CompiledProgram>();
  for (const [name, program] of Object.entries<Program>(programs)) {
    const made = plan(tf, name, state, program);
    const opened = (model: PlannedModel | undefined): CompiledProgram['session'] => {
      let session: ReturnType<typeof open> | undefined;
      return () => (session ??= open(model));
    };
    compiled.set(name, {
      plan: made,
      session: opened(made.model),
      lateSession: opened(made.lateModel),
      program,
    });
  }
  const passes = [...compiled.values()].flatMap(({ plan: { passes: own } }) => own.map((pass) => pass.code));
  const module = new WebAssembly.Module(encodeModule(passes));
  return {
    instantiate: (values) => new OnnxInstance<Name>(ort, module, state, compiled, values),
    async dispose() {
      for (const session of sessions) await session.release();
    },
  };
}
