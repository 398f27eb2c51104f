import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeSafetensors, readSafetensors, readSafetensorsShapes } from '../../../src/weights/safetensors';
import { temporaryFolder } from '../runs/temporaryFolder';

const tensors = {
  'dense_1/kernel': { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, NaN, Infinity, -0) },
  'dense_1/bias': { shape: [1], values: Float32Array.of(1e-40) },
  step: { shape: [], values: Float32Array.of(7) },
  empty: { shape: [0, 4], values: new Float32Array() },
};

const saved = (bytes: Uint8Array): string => {
  const file = join(temporaryFolder(), 'state.safetensors');
  writeFileSync(file, bytes);
  return file;
};

/** A file with this header, and so many bytes behind it. */
function withHeader(header: string, dataBytes = 0): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

describe('a safetensors file', () => {
  test('gives back to the bit what was written, its order and texts', async () => {
    const file = saved(encodeSafetensors(tensors, { format: 'pt' }));
    const read = await readSafetensors(file);
    expect(Object.keys(read.tensors)).toEqual(Object.keys(tensors));
    for (const [name, { shape, values }] of Object.entries(tensors)) {
      const found = read.tensors[name]!;
      expect(found.shape).toEqual(shape);
      expect(Buffer.from(found.values.buffer)).toEqual(Buffer.from(values.buffer));
    }
    expect(read.metadata).toEqual({ format: 'pt' });
    expect(await readSafetensorsShapes(file)).toEqual({
      'dense_1/kernel': [2, 3],
      'dense_1/bias': [1],
      step: [],
      empty: [0, 4],
    });
  });

  test('is laid out as the format says', () => {
    const bytes = encodeSafetensors({ a: { shape: [1], values: Float32Array.of(1) } });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header).toEqual({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
  });

  test('of other float types is read as numbers', async () => {
    const header = JSON.stringify({
      half: { dtype: 'F16', shape: [3], data_offsets: [0, 6] },
      brain: { dtype: 'BF16', shape: [1], data_offsets: [6, 8] },
      double: { dtype: 'F64', shape: [1], data_offsets: [8, 16] },
    });
    const bytes = withHeader(header, 16);
    const view = new DataView(bytes.buffer, bytes.length - 16);
    view.setUint16(0, 0x3c00, true); // 1
    view.setUint16(2, 0xc100, true); // −2.5
    view.setUint16(4, 0x0001, true); // the smallest half, 2⁻²⁴
    view.setUint16(6, 0x4049, true); // 3.140625
    view.setFloat64(8, -0.1, true);
    const read = (await readSafetensors(saved(bytes))).tensors;
    expect([...read['half']!.values]).toEqual([1, -2.5, 2 ** -24]);
    expect([...read['brain']!.values]).toEqual([3.140625]);
    expect([...read['double']!.values]).toEqual([Math.fround(-0.1)]);
  });

  const whole = encodeSafetensors(tensors);
  const entry = (text: string): Uint8Array => withHeader(`{"w": ${text}}`, 8);
  test.each([
    ['empty', new Uint8Array(), /byte 0: found the end of the file, expected a header/],
    ['cut in its header', whole.subarray(0, 40), /found a header of \d+ bytes in a file of 40/],
    ['cut in its elements', whole.subarray(0, -3), /step: found bytes 28 to 32 of 29/],
    ['of another kind', new TextEncoder().encode('# a config file\n'), /expected a safetensors file/],
    ['with a header that is no JSON', withHeader('{"w": '), /byte 8: found text that is not JSON/],
    ['with a header that is no mapping', withHeader('[1]'), /found \[1\], expected a JSON object/],
    [
      'with whole numbers',
      entry('{"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}'),
      /w: found elements of type "I64", expected F32/,
    ],
    [
      'with a broken shape',
      entry('{"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}'),
      /w: found a shape of \[-2\]/,
    ],
    [
      'with a shape of another size',
      entry('{"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}'),
      /found bytes 0 to 8 of 8, expected 12 bytes/,
    ],
    ['with an entry that is a text', entry('"x"'), /w: found "x", expected a type, a shape and offsets/],
  ])('that is %s is refused with its place', async (_, bytes, message) => {
    const file = saved(bytes);
    await expect(readSafetensors(file)).rejects.toThrow(message);
    await expect(readSafetensors(file)).rejects.toThrow(file);
  });

  test('that is not there is an error that names it', async () => {
    await expect(readSafetensors('/nowhere/a.safetensors')).rejects.toThrow(/nowhere.*no such file/);
  });
});
