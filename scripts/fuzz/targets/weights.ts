import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizeOf } from '../../../src/nn/shape';
import { readH5 } from '../../../src/weights/h5';
import { encodeSafetensors, readSafetensors, readSafetensorsShapes } from '../../../src/weights/safetensors';
import type { NamedTensors } from '../../../src/weights/tensors';
import { inputFile, writeInput } from '../inputFiles';
import { guarded, hold } from '../target';
import type { Target } from '../target';

/** Small files as Keras writes them, made by h5wasm: plain, and in packed pieces. */
const H5_FILES = 'test/fixtures/weights';

function holdTensors(tensors: NamedTensors, bytes: number): string {
  let held = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    hold(values.length === sizeOf(shape), `${name} has ${values.length} values for ${shape.join('×')}`);
    held += values.byteLength;
  }
  hold(held <= 64 * 2 ** 20, `${held} bytes of tensors in a file of ${bytes}`);
  return `read: ${Object.keys(tensors).length} tensors`;
}

const vector = (...values: number[]): NamedTensors[string] => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

export const safetensorsTarget: Target = {
  seeds: () => [
    encodeSafetensors({
      'dense/kernel': { shape: [2, 3], values: new Float32Array(6) },
      'dense/bias': vector(1, 2, 3),
    }),
    encodeSafetensors({ scale: { shape: [], values: Float32Array.of(1) } }, { made: 'by hand' }),
    encodeSafetensors({ __proto__: vector(1), constructor: vector(2) }),
    encodeSafetensors({}),
  ],
  tokens: [
    '"F64"',
    '"BF16"',
    '"I64"',
    '"shape":[',
    '"data_offsets":[0,0]',
    '"__proto__"',
    '{',
    '}',
    '[',
    ']',
    ',',
    '9e99',
  ],
  // the length in front fits the first closing brace of the top level, as often as there is one
  repair: (bytes) => {
    const repaired = bytes.slice();
    const end = new TextDecoder('latin1').decode(bytes).lastIndexOf('}}');
    if (end > 8) new DataView(repaired.buffer).setBigUint64(0, BigInt(end + 2 - 8), true);
    return repaired;
  },
  read: guarded(async (bytes) => {
    const file = inputFile('safetensors');
    writeInput(file, bytes);
    const { tensors } = await readSafetensors(file);
    const shapes = await readSafetensorsShapes(file);
    hold(Object.keys(shapes).join() === Object.keys(tensors).join(), 'shapes and tensors differ');
    return holdTensors(tensors, bytes.length);
  }),
};

export const h5Target: Target = {
  seeds: () => readdirSync(H5_FILES).map((name) => new Uint8Array(readFileSync(join(H5_FILES, name)))),
  tokens: ['TREE', 'SNOD', 'HEAP', 'GCOL', 'FRHP', 'BTHD', 'OHDR', '\x89HDF'],
  read: guarded(async (bytes) => {
    const file = inputFile('h5');
    writeInput(file, bytes);
    return holdTensors(await readH5(file), bytes.length);
  }),
};
