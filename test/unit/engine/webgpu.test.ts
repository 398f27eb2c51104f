import { expect, test } from 'vitest';
import { describeAdapter } from '../../../src/engine/webgpu';

const nvidia = { vendor: 'nvidia', architecture: 'hopper', device: '0x2330', description: 'NVIDIA H200' };

test.each([
  [nvidia, 'gpu', 'NVIDIA H200'],
  [{ ...nvidia, description: '' }, 'gpu', 'nvidia hopper'],
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
