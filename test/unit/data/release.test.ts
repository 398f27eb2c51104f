import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { release } from '../../../src/data/release';

const MEGABYTES = 1 << 20;

test('memory is given back at once', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const values = new Float32Array(64 * MEGABYTES);
  release([values, values.subarray(1)]);
  await setTimeout(50);
  expect(values).toHaveLength(0);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(values.BYTES_PER_ELEMENT * MEGABYTES);
});

test('what shares memory with something that is read, or is shared with other threads, stays', () => {
  const all = new Uint8Array(2 * MEGABYTES);
  const shared = new Uint8Array(new SharedArrayBuffer(2 * MEGABYTES));
  release([all.subarray(MEGABYTES), shared], [all.subarray(0, MEGABYTES)]);
  expect([all.length, shared.length]).toEqual([2 * MEGABYTES, 2 * MEGABYTES]);
});

test('pieces of the memory that Node deals out are left alone', () => {
  const [piece, neighbour] = [Buffer.from('abc'), Buffer.from('def')];
  release([piece]);
  expect([piece.toString(), neighbour.toString()]).toEqual(['abc', 'def']);
});
