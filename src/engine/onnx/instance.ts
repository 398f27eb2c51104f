import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { need } from '../graph/ir';
import type { Elements } from '../graph/ir';
import { INPUT, OUTPUT, STATE } from '../graph/program';
import type { HostTensors, Instance, PendingOutputs, TensorType, TensorTypes } from '../program';
import type { CompiledProgram } from './compilePrograms';
import type { OnnxRuntime, OpenedProgram } from './machine';
import type { CountInBins } from './countInBins';
import { runInPlace } from './inPlace';
import { allocate, layOut, viewsOf } from './memory';
import type { Layout } from './memory';
import { NEXT } from './plan';
import type { Pass, PlannedModel } from './plan';

/** A program with its tensors in the memory of one instance. */
interface Bound {
  readonly opened: OpenedProgram;
  readonly model: BoundModel;
  readonly lateModel: BoundModel;
  /** What the program makes or is given besides the state, by buffer name. */
  readonly buffers: ReadonlyMap<string, Elements>;
  readonly passes: readonly (() => void)[];
  readonly histograms: readonly (() => void)[];
}

/** By the names in an ONNX model. */
interface BoundModel {
  readonly feeds: Record<string, OrtTensor>;
  readonly fetches: Readonly<Record<string, OrtTensor>>;
}

type PassFunction = (...addresses: number[]) => void;

/** Memory behind that of the state, or apart from it. */
interface Workspace {
  readonly layout: Layout;
  readonly buffers: ReadonlyMap<string, Elements>;
}

/** What the instances of a machine run. */
export interface InstancePrograms {
  readonly common: ReadonlyMap<string, OpenedProgram>;
  /** Of programs that change no state: one memory for those of all instances. */
  readonly shared: ReadonlyMap<string, Workspace>;
  /** The fused passes of the common ones. */
  readonly passes: WebAssembly.Module;
  readonly rareProgram: (name: string) => OpenedProgram;
  readonly countInBins: CountInBins;
}

/**
 * The memory for programs that change no state, which they share: no other begins before the outputs of one are taken,
 * as a run of a model and what follows it are one turn of the event loop.
 */
export function sharedWorkspaces(programs: ReadonlyMap<string, CompiledProgram>): InstancePrograms['shared'] {
  const layouts = [...programs].flatMap(([name, { plan }]) =>
    plan.passes.length === 0 && plan.moved.length === 0 ? [[name, layOut(plan.buffers, 0)] as const] : [],
  );
  const memory = allocate(Math.max(0, ...layouts.map(([, { end }]) => end)));
  return new Map(layouts.map(([name, layout]) => [name, { layout, buffers: viewsOf(memory, layout) }]));
}

/**
 * One state in WebAssembly memory. Its programs run one at a time. Those that change it share the memory behind it, the
 * others that of all instances, but for the rare ones, which have their own.
 */
export class OnnxInstance<Name extends string> implements Instance<Name> {
  readonly #ort: OnnxRuntime;
  readonly #entries: TensorTypes;
  readonly #state: ReadonlyMap<string, Elements>;
  readonly #programs: Map<string, Bound>;
  readonly #rareProgram: InstancePrograms['rareProgram'];
  readonly #countInBins: CountInBins;

  constructor(
    ort: OnnxRuntime,
    types: TensorTypes,
    { common, shared, passes: module, rareProgram, countInBins }: InstancePrograms,
    values: HostTensors,
  ) {
    this.#ort = ort;
    this.#rareProgram = rareProgram;
    this.#countInBins = countInBins;
    this.#entries = Object.fromEntries(Object.entries(types).map(([name, type]) => [STATE + name, type]));
    const stateLayout = layOut(this.#entries, 0);
    const layouts = new Map(
      [...common].flatMap(([name, { plan }]) =>
        shared.has(name) ? [] : [[name, layOut(plan.buffers, stateLayout.end)] as const],
      ),
    );
    const memory = allocate(Math.max(stateLayout.end, ...[...layouts.values()].map((layout) => layout.end)));
    const { exports } = new WebAssembly.Instance(module, { host: { memory } });

    this.#state = viewsOf(memory, stateLayout);
    for (const [name, elements] of this.#state) elements.set(need(values[name.slice(STATE.length)], name));
    this.#programs = new Map(
      [...common].map(([name, program]) => {
        const workspace = shared.get(name);
        if (workspace) return [name, this.#bind(program, workspace, [])];
        const layout = need(layouts.get(name), name);
        const offsets = new Map([...stateLayout.offsets, ...layout.offsets]);
        const passes = program.plan.passes.map((pass) =>
          bindPass(pass, offsets, exports as Record<string, PassFunction>),
        );
        return [name, this.#bind(program, { layout, buffers: viewsOf(memory, layout) }, passes)];
      }),
    );
  }

  async run(name: Name, inputs: HostTensors): Promise<PendingOutputs> {
    const bound = this.#programs.get(name) ?? this.#bindRare(name);
    const { plan, inputs: given, guard, session, lateSession } = bound.opened;
    const { model } = bound;
    for (const [input, type] of Object.entries(given)) {
      const elements = need(inputs[input], input);
      bound.buffers.get(INPUT + input)?.set(elements);
      if (plan.model?.reads.has(INPUT + input)) model.feeds[INPUT + input] = this.#tensor(elements, type);
    }
    await runModel(session, model);
    if (isSound(bound, guard)) {
      for (const pass of bound.passes) pass();
      await runModel(lateSession, bound.lateModel);
      for (const count of bound.histograms) count();
      for (const entry of plan.moved)
        need(this.#state.get(entry), entry).set(need(bound.buffers.get(NEXT + entry), entry));
    } else {
      // of results that are not made
      for (const buffer of [
        ...(plan.lateModel?.writes.values() ?? []),
        ...plan.histograms.map(({ writes }) => writes),
      ])
        need(bound.buffers.get(buffer), buffer).fill(NaN);
    }
    const outputs = Object.fromEntries(
      plan.outputs.map((output) => [
        output.slice(OUTPUT.length),
        need(bound.buffers.get(output), output).slice(),
      ]),
    );
    return { read: () => Promise.resolve(outputs), drop: () => undefined };
  }

  read(): Promise<HostTensors> {
    return Promise.resolve(
      Object.fromEntries(
        [...this.#state].map(([name, elements]) => [name.slice(STATE.length), elements.slice()]),
      ),
    );
  }

  dispose(): void {
    // The memory goes with the instance.
  }

  #bindRare(name: string): Bound {
    const opened = this.#rareProgram(name);
    const layout = layOut(opened.plan.buffers, 0);
    const bound = this.#bind(opened, { layout, buffers: viewsOf(allocate(layout.end), layout) }, []);
    this.#programs.set(name, bound);
    return bound;
  }

  #bind(opened: OpenedProgram, { layout, buffers }: Workspace, passes: readonly (() => void)[]): Bound {
    const elementsOf = (name: string): Elements | undefined => this.#state.get(name) ?? buffers.get(name);
    const typeOf = (name: string): TensorType => need(this.#entries[name] ?? layout.types[name], name);
    const bound = (names: ReadonlyMap<string, string> = new Map()): Record<string, OrtTensor> =>
      Object.fromEntries(
        [...names].flatMap(([name, buffer]) => {
          const elements = elementsOf(buffer);
          return elements ? [[name, this.#tensor(elements, typeOf(buffer))] as const] : [];
        }),
      );
    const boundModel = (planned: PlannedModel | undefined): BoundModel => ({
      feeds: bound(planned?.reads),
      fetches: bound(planned?.writes),
    });
    const floatsOf = (name: string): Float32Array => need(elementsOf(name), name) as Float32Array;
    return {
      opened,
      model: boundModel(opened.plan.model),
      lateModel: boundModel(opened.plan.lateModel),
      buffers,
      passes,
      histograms: opened.plan.histograms.map(({ reads, writes, bins }) => {
        const [x, into] = [floatsOf(reads), floatsOf(writes)];
        return () => this.#countInBins(x, bins, into);
      }),
    };
  }

  #tensor(elements: Elements, { dtype, shape }: TensorType): OrtTensor {
    return new this.#ort.Tensor(dtype, elements as Float32Array, [...shape]);
  }
}

async function runModel(open: OpenedProgram['session'], { feeds, fetches }: BoundModel): Promise<void> {
  const session = await open();
  if (session) await runInPlace(session, feeds, fetches);
}

/** The guard is an output of the first model, so it is known before anything of the state is written. */
const isSound = ({ buffers }: Bound, guard: string | undefined): boolean =>
  guard === undefined || Number.isFinite(need(buffers.get(OUTPUT + guard), guard)[0]);

function bindPass(
  pass: Pass,
  offsets: ReadonlyMap<string, number>,
  functions: Readonly<Record<string, PassFunction>>,
): () => void {
  const addresses = [...pass.reads, ...pass.writes].map((name) => need(offsets.get(name), name));
  const run = need(functions[pass.code.name], pass.code.name);
  const bytes = pass.size * Float32Array.BYTES_PER_ELEMENT;
  return () => run(bytes, ...addresses);
}
