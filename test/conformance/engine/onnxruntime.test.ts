import { describe } from 'vitest';
import type { Engine } from '../../../src/engine/engine';
import type { Elements } from '../../../src/engine/graph/ir';
import { openOnnxruntime } from '../../../src/engine/onnxruntime';
import type { HostTensors, Program, TensorType } from '../../../src/engine/program';
import { locateServices } from '../../../src/engine/services';
import type { Tensor, TensorMap, Tf } from '../../../src/nn/tensors';
import type { Case } from './case';
import { holdToReference } from './conformance';
import type { Computer, Value } from './conformance';

type MakeTensor = Tf['tensor'];

/** The case with the tensors it makes taken from `make`: a compiler would compute constants beforehand. */
const withInputs = (
  tf: Tf,
  compute: Case['compute'],
  make: (...args: Parameters<MakeTensor>) => Tensor,
): Tensor[] => compute({ ...tf, tensor: make as MakeTensor });

interface Study {
  readonly types: Record<string, TensorType>;
  readonly values: Record<string, Elements>;
  readonly results: TensorType[];
}

/** Runs a case on cpu to learn what it makes of what. */
function study({ tf }: Engine, compute: Case['compute']): Study {
  const found: Study = { types: {}, values: {}, results: [] };
  tf.tidy(() => {
    const outputs = withInputs(tf, compute, (elements, shape, dtype) => {
      const tensor = tf.tensor(elements, shape, dtype);
      const name = `x${Object.keys(found.types).length}`;
      found.types[name] = typeOf(tensor);
      found.values[name] = tensor.dataSync<'float32' | 'int32' | 'bool'>().slice();
      return tensor;
    });
    found.results.push(...outputs.map(typeOf));
  });
  return found;
}

const typeOf = ({ shape, dtype }: Tensor): TensorType => ({ shape, dtype: dtype as TensorType['dtype'] });

const numbered = <T>(list: readonly T[]): Record<string, T> =>
  Object.fromEntries(list.map((value, i) => [`y${i}`, value]));

/** As one program: its results are outputs, or the new state, which elementwise passes may make. */
const compiled =
  (as: 'outputs' | 'state'): Computer<Engine> =>
  async (engine, compute) => {
    const { types, values, results } = study(engine, compute);
    const program: Program = {
      inputs: types,
      run(tf, _state, inputs) {
        let next = 0;
        const made: TensorMap = numbered(withInputs(tf, compute, () => inputs[`x${next++}`]!));
        return as === 'state' ? { state: made, outputs: {} } : { state: {}, outputs: made };
      },
    };
    const stored = as === 'state' ? numbered(results) : {};
    const machine = await engine.prepare(stored, { program });
    const zeros = Object.entries(stored).map(([name, { shape }]) => [
      name,
      new Float32Array(shape.reduce((p, s) => p * s, 1)),
    ]);
    const instance = machine.instantiate(Object.fromEntries(zeros) as HostTensors);
    const outputs = await (await instance.run('program', values)).read();
    const found = as === 'state' ? await instance.read() : outputs;
    await machine.dispose();
    return results.map(({ shape }, i): Value => ({ shape, values: Array.from(found[`y${i}`]!) }));
  };

const open = (): Promise<Engine> => openOnnxruntime(locateServices(import.meta.dirname, []));

describe('programs compiled to ONNX', () => holdToReference(open, { computer: compiled('outputs') }));
describe('programs with fused passes', () => holdToReference(open, { computer: compiled('state') }));
