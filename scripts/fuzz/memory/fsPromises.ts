import * as real from 'node:fs/promises';
import { inputAt } from '../inputFiles';

/** `node:fs/promises` as parsers use it, which finds inputs in memory and everything else where it lies. */
export * from 'node:fs/promises';

const statsOf = ({ length }: Uint8Array): object => ({
  size: length,
  isFile: () => true,
  isDirectory: () => false,
});

const handleOf = (bytes: Uint8Array): object => ({
  stat: () => Promise.resolve(statsOf(bytes)),
  close: () => Promise.resolve(),
  read(buffer: Uint8Array, offset: number, length: number, position: number) {
    const part = bytes.subarray(position, position + length);
    buffer.set(part, offset);
    return Promise.resolve({ buffer, bytesRead: part.length });
  },
});

const inMemory =
  <A extends readonly unknown[]>(use: (bytes: Uint8Array) => unknown, otherwise: (...args: A) => unknown) =>
  (...args: A): unknown => {
    const bytes = inputAt(args[0]);
    return bytes === undefined ? otherwise(...args) : Promise.resolve(use(bytes));
  };

export const stat = inMemory(statsOf, real.stat as (path: string) => unknown);
export const open = inMemory(handleOf, real.open as (path: string, flags?: string) => unknown);
export const readFile = inMemory(
  (bytes) => Buffer.from(bytes),
  real.readFile as (path: string, options?: BufferEncoding) => unknown,
);
