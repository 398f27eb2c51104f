import { mkdirSync, writeFileSync } from 'node:fs';

/** Inputs by path, in a process that keeps them in memory. */
const kept = new Map<string, Uint8Array>();
let inMemory = false;

/**
 * From now on what parsers read by path lies in memory: a file system costs more than all of them. The bundle must have
 * been made with `memoryFiles`, which gives the parsers the functions to read it with.
 */
export const keepInMemory = (): void => void (inMemory = true);

/** Where to put the input of a parser that is given a path. */
export function inputFile(name: string): string {
  const folder = process.env['INITSCOPE_FUZZ_FOLDER'] ?? '.cache';
  mkdirSync(folder, { recursive: true });
  return `${folder}/fuzzed-${process.pid}.${name}`;
}

export function writeInput(path: string, bytes: Uint8Array): void {
  if (inMemory) kept.set(path, bytes);
  else writeFileSync(path, bytes);
}

export const inputAt = (path: unknown): Uint8Array | undefined => kept.get(path as string);
