import { defineKernel, floats, ints, sizeOf } from './kernel';
import type { WasmKernel } from './kernel';

/** Sums rows that share a segment id: the gradient of `gather`, which tfjs-wasm lacks. Negative ids are dropped. */
export const unsortedSegmentSum: WasmKernel = (_tf, backend) =>
  defineKernel('UnsortedSegmentSum', ({ x, segmentIds }, { numSegments }) => {
    const rowShape = x.shape.slice(1);
    const width = sizeOf(rowShape);
    const out = backend.makeOutput([numSegments, ...rowShape], x.dtype);
    const read = x.dtype === 'int32' ? ints : floats;
    const rows = read(backend, x);
    const sums = read(backend, out).fill(0);
    ints(backend, segmentIds).forEach((segment, row) => {
      if (segment < 0 || segment >= numSegments) return;
      for (let i = 0; i < width; i++) sums[segment * width + i]! += rows[row * width + i]!;
    });
    return out;
  });
