import { expect, test } from 'vitest';
import { describeAdapter } from '../../../src/engine/webgpu';

const nvidia = { vendor: 'nvidia', architecture: 'hopper', device: '0x2330', description: 'NVIDIA H200' };

test.each([
  [nvidia, 'gpu', 'NVIDIA H200'],
  [{ ...nvidia, description: '' }, 'gpu', 'nvidia hopper'],
  [
    { ...nvidia, device: 'nvidia-h200', description: 'NVIDIA: 580.159.04 580.159.4.0' },
    'gpu',
    'nvidia h200 (NVIDIA: 580.159.04 580.159.4.0)',
  ],
  [{ vendor: 'apple', architecture: '', device: 'apple-m2', description: 'Apple M2' }, 'gpu', 'Apple M2'],
  [{ vendor: 'apple', architecture: '', device: 'apple-m2', description: '' }, 'gpu', 'apple m2'],
  [{ ...nvidia, isFallbackAdapter: true }, 'software-gpu', 'NVIDIA H200'],
  [
    { vendor: 'google', architecture: 'swiftshader', device: '', description: '' },
    'software-gpu',
    'google swiftshader',
  ],
  [
    { vendor: 'mesa', architecture: '', device: '', description: 'llvmpipe (LLVM 19, 256 bits)' },
    'software-gpu',
    'llvmpipe (LLVM 19, 256 bits)',
  ],
])('%o is a %s', (info, kind, name) => {
  expect(describeAdapter(info)).toEqual({ kind, name });
});
