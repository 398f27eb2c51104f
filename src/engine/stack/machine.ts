import type { Engine } from '../engine';
import { need } from '../graph/ir';
import type { Elements } from '../graph/ir';
import type { HostTensors, Instance, Machine, PendingOutputs, Program, TensorTypes } from '../program';
import { ACTIVE, stackProgram, stackTypes } from './stackProgram';

/** A machine whose instances lie side by side, so that a program which several of them run is run once for all. */
export interface StackMachine<Name extends string> extends Machine<Name> {
  /**
   * Does something with each of several instances of one stack side by side. A program that one of them runs waits
   * until each of the others runs it too, or is done: then it is run once. They must give it the same inputs.
   */
  together(tasks: readonly (() => Promise<void>)[]): Promise<void>;
}

/** What stands for {@link StackMachine.together} where every instance runs by itself. */
export const inTurn: StackMachine<string>['together'] = async (tasks) => {
  for (const task of tasks) await task();
};

export interface StackOptions<Name extends string> {
  /** Instances of a stack; the first so many to be made are one, the next so many another. */
  readonly size: number;
  /** Programs that an instance runs on its own. They must leave the state as it is. */
  readonly alone: readonly Name[];
}

/** Makes programs ready to run for several states at once. */
export async function prepareStack<Name extends string>(
  engine: Pick<Engine, 'prepare' | 'tf'>,
  state: TensorTypes,
  programs: Readonly<Record<Name, Program>>,
  { size, alone }: StackOptions<Name>,
): Promise<StackMachine<Name>> {
  const stacked = Object.entries<Program>(programs).map(
    ([name, program]) => [name, stackProgram(engine.tf, state, program, size)] as const,
  );
  const machine = await engine.prepare(
    stackTypes(state, size),
    Object.fromEntries(stacked) as Readonly<Record<Name, Program>>,
  );
  const stacks: Stack<Name>[] = [];
  const meeting = new Meeting<Name>();
  return {
    instantiate(values) {
      let stack = stacks.at(-1);
      if (!stack || stack.isFull) stacks.push((stack = new Stack(machine, size)));
      const [own, lane] = [stack, stack.add(values)];
      return {
        async run(program, inputs) {
          if (!meeting.isOn || alone.includes(program)) {
            const [outputs] = await own.run([lane], program, copied(inputs));
            return need(outputs, 'outputs');
          }
          return meeting.wait({ stack: own, lane, program, inputs });
        },
        read: () => own.read(lane),
        dispose: () => own.leave(),
      };
    },
    together: (tasks) => meeting.hold(tasks),
    dispose: () => machine.dispose(),
  };
}

/** Makes programs ready to run for so many trials side by side: as a stack, unless there is one alone. */
export const prepareTrials = async <Name extends string>(
  engine: Pick<Engine, 'prepare' | 'tf'>,
  state: TensorTypes,
  programs: Readonly<Record<Name, Program>>,
  trials: number,
): Promise<StackMachine<Name>> =>
  trials === 1
    ? { ...(await engine.prepare(state, programs)), together: inTurn }
    : prepareStack(engine, state, programs, { size: trials, alone: [] });

/** Inputs lie in memory that is filled again for the next run, and a run may have to wait for another. */
const copied = (inputs: HostTensors): HostTensors =>
  Object.fromEntries(Object.entries(inputs).map(([name, elements]) => [name, elements.slice()]));

/** A program that one member of a stack asks for. */
interface Wish<Name extends string> {
  readonly stack: Stack<Name>;
  readonly lane: number;
  readonly program: Name;
  readonly inputs: HostTensors;
}

interface Waiting<Name extends string> extends Wish<Name> {
  readonly resolve: (outputs: PendingOutputs) => void;
  readonly reject: (error: unknown) => void;
}

/** Where tasks that work side by side wait for one another. */
class Meeting<Name extends string> {
  #present = 0;
  #waiting: Waiting<Name>[] = [];

  get isOn(): boolean {
    return this.#present > 0;
  }

  /** Ends when all tasks have, with the error of the first that failed. */
  async hold(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    this.#present = tasks.length;
    const attend = async (task: () => Promise<void>): Promise<void> => {
      try {
        await task();
      } finally {
        this.#present -= 1;
        this.#grantIfAllWait();
      }
    };
    const results = await Promise.allSettled(tasks.map(attend));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  wait(wish: Wish<Name>): Promise<PendingOutputs> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...wish, resolve, reject });
      this.#grantIfAllWait();
    });
  }

  #grantIfAllWait(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#present) return;
    let rest = this.#waiting;
    this.#waiting = [];
    while (rest[0]) {
      const { stack, program } = rest[0];
      const isAlike = (other: Wish<Name>): boolean => other.stack === stack && other.program === program;
      void grant(rest.filter(isAlike));
      rest = rest.filter((other) => !isAlike(other));
    }
  }
}

/** Runs the program that members of one stack wish for, with the inputs of the first. */
async function grant<Name extends string>(members: readonly Waiting<Name>[]): Promise<void> {
  const [first] = members;
  if (!first) return;
  try {
    const lanes = members.map(({ lane }) => lane);
    const outputs = await first.stack.run(lanes, first.program, first.inputs);
    members.forEach(({ resolve }, i) => resolve(need(outputs[i], 'outputs')));
  } catch (error) {
    for (const { reject } of members) reject(error);
  }
}

/** States that lie side by side. Its runs follow one another. */
class Stack<Name extends string> {
  readonly #machine: Machine<Name>;
  readonly #size: number;
  /** What the members start from, until the first run. */
  #starts: HostTensors[] = [];
  #members = 0;
  #left = 0;
  #instance: Instance<Name> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(machine: Machine<Name>, size: number) {
    this.#machine = machine;
    this.#size = size;
  }

  get isFull(): boolean {
    return this.#members === this.#size;
  }

  /** @returns the place of the new member */
  add(values: HostTensors): number {
    this.#starts.push(values);
    return this.#members++;
  }

  /** Runs a program for some members; the others keep their state. @returns the outputs of each of them */
  run(lanes: readonly number[], program: Name, inputs: HostTensors): Promise<readonly PendingOutputs[]> {
    const active = new Float32Array(this.#size);
    for (const lane of lanes) active[lane] = 1;
    return this.#next(async () =>
      sharedOut(await this.#started().run(program, { ...inputs, [ACTIVE]: active }), lanes, this.#size),
    );
  }

  read(lane: number): Promise<HostTensors> {
    return this.#next(async () => ofLane(await this.#started().read(), lane, this.#size));
  }

  leave(): void {
    this.#left += 1;
    if (this.#left === this.#members) this.#instance?.dispose();
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Places that no member took start as the first one does. */
  #started(): Instance<Name> {
    if (this.#instance) return this.#instance;
    const starts = this.#starts;
    this.#starts = [];
    const joined = Object.entries(need(starts[0], 'state')).map(([name, first]) => {
      const all = new (first.constructor as new (length: number) => Elements)(first.length * this.#size);
      for (let lane = 0; lane < this.#size; lane++)
        all.set(starts[lane]?.[name] ?? first, lane * first.length);
      return [name, all] as const;
    });
    return (this.#instance = this.#machine.instantiate(Object.fromEntries(joined)));
  }
}

const ofLane = (values: HostTensors, lane: number, size: number): HostTensors =>
  Object.fromEntries(
    Object.entries(values).map(([name, all]) => {
      const length = all.length / size;
      return [name, all.slice(lane * length, (lane + 1) * length)];
    }),
  );

/** Outputs for each member, brought to the host once for all. */
function sharedOut(
  outputs: PendingOutputs,
  lanes: readonly number[],
  size: number,
): readonly PendingOutputs[] {
  let whole: Promise<HostTensors> | undefined;
  let wanted = lanes.length;
  return lanes.map((lane) => ({
    read: async () => ofLane(await (whole ??= outputs.read()), lane, size),
    drop() {
      wanted -= 1;
      if (wanted === 0 && !whole) outputs.drop();
    },
  }));
}
