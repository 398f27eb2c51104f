import type { Engine } from '../../../../src/engine/engine';
import type {
  HostTensors,
  Machine,
  PendingOutputs,
  Program,
  TensorTypes,
} from '../../../../src/engine/program';
import { prepareStack } from '../../../../src/engine/stack/machine';

const scaled = (values: HostTensors, factor: number): HostTensors =>
  Object.fromEntries(
    Object.entries(values).map(([name, elements]) => [name, Float32Array.from(elements, (x) => x * factor)]),
  );

/**
 * An engine that trains each state in a stack of three, between another one and one that has diverged: neither may
 * change what is computed of it.
 */
export const inStacks = async (open: () => Promise<Engine>): Promise<Engine> => {
  const engine = await open();
  return {
    ...engine,
    async prepare<Name extends string>(
      state: TensorTypes,
      programs: Readonly<Record<Name, Program>>,
    ): Promise<Machine<Name>> {
      const machine = await prepareStack(engine, state, programs, { size: 3, alone: [] });
      return {
        instantiate(values) {
          const own = machine.instantiate(values);
          const members = [
            machine.instantiate(scaled(values, 0.7)),
            own,
            machine.instantiate(scaled(values, NaN)),
          ];
          return {
            async run(program, inputs) {
              const outputs: PendingOutputs[] = [];
              const ask = (member: typeof own) => async (): Promise<void> => {
                const found = await member.run(program, inputs);
                if (member === own) outputs.push(found);
                else found.drop();
              };
              await machine.together(members.map(ask));
              return outputs[0]!;
            },
            read: () => own.read(),
            dispose() {
              for (const member of members) member.dispose();
            },
          };
        },
        dispose: () => machine.dispose(),
      };
    },
  };
};
