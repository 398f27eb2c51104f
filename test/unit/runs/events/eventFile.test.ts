import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStream } from '../../../../src/random/stream';
import { maskedCrc32c } from '../../../../src/runs/events/crc32c';
import { EventFileReader } from '../../../../src/runs/events/eventFileReader';
import { EventFileWriter } from '../../../../src/runs/events/eventFileWriter';
import { FRAME_SIZE, MAX_RECORD_SIZE, writeRecord } from '../../../../src/runs/events/records';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';
import { Collected, readAll } from './collect';

const newPath = (): string => join(temporaryFolder(), 'events.out.tfevents.1');
const float32 = Math.fround;

function framed(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(data.length + FRAME_SIZE);
  writeRecord(record, 0, data);
  return record;
}

/** A file of `count` scalars; returns its bytes and where each record begins, the end included. */
function sample(count: number): { path: string; bytes: Uint8Array; starts: number[] } {
  const path = newPath();
  const writer = new EventFileWriter(path, new FakeClock());
  for (let i = 0; i < count; i++) writer.scalar(i % 2 ? 'accuracy' : 'loss', i, 1000 + i, i / 8);
  writer.close();
  const bytes = readFileSync(path);
  const starts = [0];
  for (let at = 0; at < bytes.length; starts.push(at)) at += bytes.readUInt32LE(at) + FRAME_SIZE;
  return { path, bytes, starts };
}

describe('writing and reading back', () => {
  test('scalars keep tag, step, time and float32 value, whatever they are', async () => {
    const path = newPath();
    const values = [0, -0, 1, NaN, Infinity, -Infinity, 1e-38, 1e-45, 0.1, 3.4e38, 1e39];
    const writer = new EventFileWriter(path, new FakeClock());
    const steps = [0, 1, 127, 128, 2 ** 31, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER];
    for (const value of values) writer.scalar('loss/größe 損失', 3, 1.5e9 + 0.123456, value);
    for (const step of steps) writer.scalar('', step, 0, 1);
    writer.close();

    const { scalars, notes, torn } = await readAll(path);
    expect(scalars).toEqual([
      ...values.map((value) => ({
        tag: 'loss/größe 損失',
        step: 3,
        wallTime: 1.5e9 + 0.123456,
        value: float32(value),
      })),
      ...steps.map((step) => ({ tag: '', step, wallTime: 0, value: 1 })),
    ]);
    expect(notes).toEqual([]);
    expect(torn).toBeUndefined();
  });

  test('histograms keep edges and counts, empty bins and no bins included', async () => {
    const path = newPath();
    const edges = Float64Array.of(-1.5, -0.1, 0, 1e-300, 7);
    const counts = Float64Array.of(0, 3, 0, 12345678901);
    const writer = new EventFileWriter(path, new FakeClock());
    writer.histogram('weights/dense_1/kernel', 5, 1, edges, counts);
    writer.histogram('weights/dense_1/kernel', 6, 2, new Float64Array(0), new Float64Array(0));
    writer.close();

    const { histograms, notes } = await readAll(path);
    expect(notes).toEqual([]);
    expect(histograms).toEqual([
      { tag: 'weights/dense_1/kernel', step: 5, wallTime: 1, edges, counts },
      {
        tag: 'weights/dense_1/kernel',
        step: 6,
        wallTime: 2,
        edges: new Float64Array(0),
        counts: new Float64Array(0),
      },
    ]);
  });

  test('the file begins with its version, and metadata goes with a first value only', () => {
    const { bytes, starts } = sample(4);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.slice(0, starts[1])).toContain('brain.Event:2');
    expect(text.split('scalars')).toHaveLength(3);
    expect(text.slice(starts[3])).not.toContain('scalars');
  });
});

describe('flushing', () => {
  test('a value is on disk after 100 ms without a further call', async () => {
    const clock = new FakeClock();
    const path = newPath();
    const writer = new EventFileWriter(path, clock);
    writer.scalar('loss', 0, 0, 1);
    expect((await readAll(path)).scalars).toHaveLength(0);
    clock.advance(100);
    expect((await readAll(path)).scalars).toHaveLength(1);
    writer.close();
  });

  test('a loop that never yields to timers is flushed by its own writes', async () => {
    let now = 0;
    const path = newPath();
    const writer = new EventFileWriter(path, { now: () => now, after: () => () => undefined });
    for (now = 0; now < 1000; now += 10) writer.scalar('loss', now, 0, 1);
    expect((await readAll(path)).scalars.length).toBeGreaterThanOrEqual(88);
    writer.close();
  });

  test('a record larger than the buffer is written whole', async () => {
    const path = newPath();
    const writer = new EventFileWriter(path, new FakeClock(), { bytes: 64, milliseconds: 100 });
    const edges = Float64Array.from({ length: 101 }, (_, i) => i);
    writer.scalar('loss', 0, 0, 1);
    writer.histogram('weights/a', 1, 0, edges, edges.slice(1));
    writer.close();
    const { scalars, histograms } = await readAll(path);
    expect(scalars).toHaveLength(1);
    expect(histograms[0]?.edges).toEqual(edges);
  });

  test('an existing file is never written over', () => {
    const { path, bytes } = sample(1);
    expect(() => new EventFileWriter(path, new FakeClock())).toThrow(/EEXIST/);
    expect(new Uint8Array(readFileSync(path))).toEqual(new Uint8Array(bytes));
  });
});

describe('following a file that grows', () => {
  test('each read passes on what was appended since, and nothing twice', async () => {
    const path = newPath();
    const writer = new EventFileWriter(path, new FakeClock());
    writer.flush();
    const reader = new EventFileReader(path);
    const collected = new Collected();
    for (let step = 0; step < 20; step++) {
      writer.scalar('loss', step, 0, step);
      writer.flush();
      await reader.read(collected);
    }
    writer.close();
    expect(collected.scalars.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  test('cut at every byte, it yields the intact records, says what is torn, and goes on when the rest comes', async () => {
    const { path, bytes, starts } = sample(3);
    for (let cut = 0; cut <= bytes.length; cut++) {
      writeFileSync(path, bytes.subarray(0, cut));
      const reader = new EventFileReader(path);
      const collected = new Collected();
      const first = await reader.read(collected);
      const intact = starts.filter((start) => start <= cut).length - 1;
      const end = starts[intact]!;
      expect(first.records).toBe(intact);
      expect(first.notes).toEqual([]);
      expect(first.torn).toEqual(cut === end ? undefined : { byte: end, length: cut - end });

      appendFileSync(path, bytes.subarray(cut));
      await reader.read(collected);
      expect(collected.scalars.map(({ step }) => step)).toEqual([0, 1, 2]);
    }
  });

  test('a file that shrank is read again from its start, with a note', async () => {
    const { path, bytes, starts } = sample(6);
    const reader = new EventFileReader(path);
    await reader.read(new Collected());
    truncateSync(path, starts[3]);
    const collected = new Collected();
    const { notes } = await reader.read(collected);
    expect(collected.scalars).toHaveLength(2);
    expect(notes).toEqual([
      { file: path, byte: 0, message: expect.stringContaining(`shrank from ${bytes.length}`) as string },
    ]);
  });
});

describe('damage', () => {
  test('a record with a wrong byte is skipped with a note that names file and byte', async () => {
    const { path, bytes, starts } = sample(6);
    bytes[starts[3]! + 14]! ^= 1;
    writeFileSync(path, bytes);
    const { scalars, notes } = await readAll(path);
    expect(scalars.map(({ step }) => step)).toEqual([0, 1, 3, 4, 5]);
    expect(notes).toEqual([
      { file: path, byte: starts[3], message: expect.stringContaining('CRC') as string },
    ]);
  });

  test('after a wrong length the next intact record is found', async () => {
    const { path, bytes, starts } = sample(6);
    bytes[starts[3]!]! ^= 1;
    writeFileSync(path, bytes);
    const { scalars, notes, torn } = await readAll(path);
    expect(scalars.map(({ step }) => step)).toEqual([0, 1, 3, 4, 5]);
    const message = `${starts[4]! - starts[3]!} bytes are damaged and were skipped`;
    expect(notes).toEqual([{ file: path, byte: starts[3], message }]);
    expect(torn).toBeUndefined();
  });

  test('a record cut short by a crash does not hide those that another writer appended', async () => {
    const { path, bytes, starts } = sample(6);
    const cut = bytes.subarray(0, starts[3]! + 20);
    writeFileSync(path, Buffer.concat([cut, bytes.subarray(starts[4])]));
    const { scalars, notes } = await readAll(path);
    expect(scalars.map(({ step }) => step)).toEqual([0, 1, 3, 4, 5]);
    expect(notes.map(({ byte }) => byte)).toEqual([starts[3]]);
  });

  test('zeros at the end, as a power failure leaves them, are a torn tail', async () => {
    const { path, bytes } = sample(3);
    appendFileSync(path, new Uint8Array(4096));
    const { scalars, notes, torn } = await readAll(path);
    expect(scalars).toHaveLength(3);
    expect(notes).toEqual([]);
    expect(torn).toEqual({ byte: bytes.length, length: 4096 });
  });

  test('damage at the join of two chunks is found like any other', async () => {
    const { path, bytes, starts } = sample(40_000);
    const chunk = 2 ** 20;
    const straddling = starts.findLastIndex((start) => start < chunk);
    for (const [offset, record] of [
      [0, straddling],
      [14, straddling],
      [0, straddling - 1],
      [14, straddling - 1],
    ] as const) {
      const damaged = Buffer.from(bytes);
      damaged[starts[record]! + offset]! ^= 1;
      writeFileSync(path, damaged);
      const { scalars, notes } = await readAll(path);
      expect(scalars).toHaveLength(39_999);
      expect(notes.map(({ byte }) => byte)).toEqual([starts[record]]);
    }
  });

  test('an absurd length that passes its check is skipped unread, or torn while the file is shorter', async () => {
    const { path, bytes } = sample(2);
    const header = framed(new Uint8Array(0)).subarray(0, 12);
    const view = new DataView(header.buffer);
    view.setUint32(0, MAX_RECORD_SIZE + 1, true);
    view.setUint32(8, maskedCrc32c(header, 0, 8), true);
    appendFileSync(path, header);
    const reader = new EventFileReader(path);
    const collected = new Collected();
    const first = await reader.read(collected);
    expect(first.torn).toEqual({ byte: bytes.length, length: 12 });

    truncateSync(path, bytes.length + MAX_RECORD_SIZE + 1 + FRAME_SIZE);
    appendFileSync(path, bytes);
    const second = await reader.read(collected);
    expect(second.notes).toEqual([
      { file: path, byte: bytes.length, message: expect.stringContaining('skipped') as string },
    ]);
    expect(collected.scalars.map(({ step }) => step)).toEqual([0, 1, 0, 1]);
  });

  test('a record whose data is no event becomes a note', async () => {
    const { path, bytes } = sample(1);
    appendFileSync(path, framed(Uint8Array.of(0x2a, 0x7f, 1)));
    appendFileSync(path, framed(new TextEncoder().encode('not protobuf at all')));
    const { scalars, notes } = await readAll(path);
    expect(scalars).toHaveLength(1);
    expect(notes.map(({ byte }) => byte)).toEqual([bytes.length, bytes.length + 3 + FRAME_SIZE]);
  });

  test('whichever byte is wrong, at most its own record is lost, and the loss is named', async () => {
    const { path, bytes, starts } = sample(3);
    const stream = createStream(4, 'one byte');
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 + stream.below(255);
      writeFileSync(path, damaged);
      const { scalars, notes, torn } = await readAll(path);
      const record = starts.findLastIndex((start) => start <= at); // 0 is the file's version
      expect(scalars.map(({ step }) => step)).toEqual([0, 1, 2].filter((step) => step !== record - 1));
      // a last record whose length is wrong cannot be told from one that is still being written
      const places = [...notes.map(({ byte }) => byte), ...(torn === undefined ? [] : [torn.byte])];
      expect(places).toEqual([starts[record]]);
    }
  });

  test('histograms cut at every byte never throw, and those that are whole are read', async () => {
    const path = newPath();
    const writer = new EventFileWriter(path, new FakeClock());
    const edges = Float64Array.of(-1, 0, 0.5, 2);
    for (let step = 0; step < 2; step++)
      writer.histogram('weights/a', step, 0, edges, Float64Array.of(1, 2, 3));
    writer.close();
    const bytes = readFileSync(path);
    for (let cut = 0; cut <= bytes.length; cut++) {
      writeFileSync(path, bytes.subarray(0, cut));
      const { histograms, records, torn } = await readAll(path);
      expect(histograms).toHaveLength(Math.max(0, records - 1));
      expect(torn?.length ?? 0).toBeLessThan(bytes.length);
    }
  });

  test('random damage never throws and never invents a value', async () => {
    const { path, bytes } = sample(60);
    const written = new Set((await readAll(path)).scalars.map((scalar) => JSON.stringify(scalar)));
    const stream = createStream(5, 'damage');
    for (let round = 0; round < 300; round++) {
      const damaged = Buffer.from(bytes);
      const flips = 1 + stream.below(8);
      for (let i = 0; i < flips; i++) damaged[stream.below(damaged.length)]! ^= 1 << stream.below(8);
      writeFileSync(
        path,
        damaged.subarray(0, stream.below(4) ? damaged.length : stream.below(damaged.length)),
      );
      const { scalars, records } = await readAll(path);
      expect(records).toBeLessThanOrEqual(61);
      for (const scalar of scalars) expect(written).toContain(JSON.stringify(scalar));
    }
  });

  test('random bytes with valid framing never throw', async () => {
    const path = newPath();
    const stream = createStream(6, 'garbage');
    const parts: Uint8Array[] = [];
    for (let i = 0; i < 3000; i++) {
      const data = Uint8Array.from({ length: stream.below(40) }, () => stream.below(256));
      parts.push(framed(stream.below(2) ? Uint8Array.of(0x2a, data.length, ...data) : data));
    }
    writeFileSync(path, Buffer.concat(parts));
    const { records, notes } = await readAll(path);
    expect(records).toBe(3000);
    expect(notes.length).toBe(100);
    expect(notes.at(-1)?.message).toContain('further damage is not listed');
  });
});

test('a missing file is the file system’s error', async () => {
  const path = newPath();
  expect(existsSync(path)).toBe(false);
  await expect(new EventFileReader(path).read(new Collected())).rejects.toThrow(/ENOENT/);
});
