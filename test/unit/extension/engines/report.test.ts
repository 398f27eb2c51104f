import { expect, test } from 'vitest';
import type { EngineAttempt } from '../../../../src/engine/engine';
import { doctorReport } from '../../../../src/extension/engines/report';
import { phrase } from '../../../../src/shared/phrase';

const around = { extension: '0.1.0', editor: 'VS Code 1.96', node: '20.1', platform: 'linux-x64' };
const gpu: EngineAttempt = {
  engine: 'tensorflow-gpu',
  usable: false,
  reason: phrase("Cannot find module\n'@tensorflow/tfjs-node-gpu'."),
  remedy: phrase('Run "Install TensorFlow GPU Engine".'),
  milliseconds: 3,
};
const wasm: EngineAttempt = {
  engine: 'wasm',
  usable: true,
  device: { kind: 'cpu', name: 'AMD | EPYC' },
  version: '4.22.0',
  milliseconds: 41.7,
};

test('names the engine that auto takes, and each failure with what to do', () => {
  const report = doctorReport([gpu, wasm], around);
  expect(report).toContain('train on **wasm**');
  expect(report).toContain("cannot be used: Cannot find module '@tensorflow/tfjs-node-gpu'.");
  expect(report).toContain('> Run "Install TensorFlow GPU Engine".');
});

test('a row stays one row whatever a device or message contains', () => {
  const rows = doctorReport([gpu, wasm], around)
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows).toEqual([
    '| `tensorflow-gpu` | ✗ no | – | – | 3 ms |',
    '| `wasm` | ✓ yes | AMD \\| EPYC | 4.22.0 | 42 ms |',
  ]);
});

test('says so when nothing works', () => {
  expect(doctorReport([gpu], around)).toContain('No engine works here');
});

test('an engine that works on a lesser device than its name promises is not what auto takes', () => {
  const software: EngineAttempt = {
    engine: 'webgpu',
    usable: true,
    device: { kind: 'software-gpu', name: 'SwiftShader' },
    reason: phrase('Its GPU is played by software.'),
    milliseconds: 900,
  };
  const report = doctorReport([software, wasm], around);
  expect(report).toContain('train on **wasm**');
  expect(report).toContain('**`webgpu`** works, but: Its GPU is played by software.');
});
