import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openCpu } from '../../../src/engine/cpu';
import { eagerly } from '../../../src/engine/eager';
import type { Engine, EngineAttempt } from '../../../src/engine/engine';
import { EngineError } from '../../../src/engine/engineError';
import { processor } from '../../../src/engine/device';
import { timingsIn } from '../../../src/engine/race/timings';
import type { Timing } from '../../../src/engine/race/timings';
import { openEngine, probeEngine } from '../../../src/engine/open';
import type { Opener, Openers } from '../../../src/engine/open';
import { ENGINE_NAMES } from '../../../src/shared/engineNames';
import type { EngineName } from '../../../src/shared/engineNames';
import { phrase, say } from '../../../src/shared/phrase';
import type { Phrase } from '../../../src/shared/phrase';

const services = { wasmFolder: '', engineFolders: [], packageFolder: '' };
const cpu = await openCpu();
// one backend serves all tests: closing it would leave none
const alive = { ...cpu, dispose: () => undefined };

const said = (words: Phrase | undefined): string => (words === undefined ? '' : say(words));

const fails =
  (engine: EngineName, reason: string): Opener =>
  () =>
    Promise.reject(new EngineError(engine, phrase(reason), phrase('Do this.')));
const opens =
  (change: Partial<Engine>): Opener =>
  () =>
    Promise.resolve({ ...alive, ...change });

/** Every engine fails but wasm and cpu. */
const openers = (change: Partial<Openers>): Openers => {
  const failing = ENGINE_NAMES.map((name) => [name, fails(name, `no ${name}.`)] as const);
  return {
    ...(Object.fromEntries(failing) as Openers),
    wasm: opens({ name: 'wasm' }),
    cpu: opens({}),
    ...change,
  };
};

const attemptAt = (attempts: readonly EngineAttempt[], engine: EngineName): EngineAttempt | undefined =>
  attempts.find((attempt) => attempt.engine === engine);

test('auto takes the first engine that works and says why not the ones before it', async () => {
  const { engine, attempts } = await openEngine('auto', services, openers({}));
  expect(engine.name).toBe('wasm');
  const before = ENGINE_NAMES.slice(0, ENGINE_NAMES.indexOf('wasm'));
  expect(attempts.map(({ engine, usable, reason }) => [engine, usable, reason])).toEqual([
    ...before.map((name) => [name, false, phrase(`no ${name}.`)]),
    ['wasm', true, undefined],
  ]);
});

test('auto passes a software GPU over; by name it opens', async () => {
  const device = { kind: 'software-gpu', name: 'SwiftShader' } as const;
  const closed: string[] = [];
  const webgpu = opens({ name: 'webgpu', device, dispose: () => closed.push('webgpu') });
  const auto = await openEngine('auto', services, openers({ webgpu }));
  expect(auto.engine.name).toBe('wasm');
  expect(closed).toEqual(['webgpu']);
  expect(attemptAt(auto.attempts, 'webgpu')).toMatchObject({
    usable: true,
    device,
    reason: { message: expect.stringMatching(/software/) as string },
  });
  const named = await openEngine('webgpu', services, openers({ webgpu }));
  expect(named.engine.device).toEqual(device);
});

test('a GPU TensorFlow that computes on the CPU is no GPU engine to auto', async () => {
  const caution = { reason: phrase('No GPU.'), remedy: phrase('Install CUDA.') };
  const gpu = opens({ name: 'tensorflow-gpu', caution });
  const { engine, attempts } = await openEngine('auto', services, openers({ 'tensorflow-gpu': gpu }));
  expect(engine.name).toBe('wasm');
  expect(attempts[0]).toMatchObject({ usable: true, device: cpu.device, ...caution });
});

test('an engine that computes wrong results is not used', async () => {
  const wrong = eagerly({ ...cpu.tf, maxPool: cpu.tf.avgPool }, 'host');
  const closed: string[] = [];
  const wasm = opens({ name: 'wasm', prepare: wrong, dispose: () => closed.push('wasm') });
  const { engine, attempts } = await openEngine('auto', services, openers({ wasm }));
  expect(engine.name).toBe('cpu');
  expect(closed).toEqual(['wasm']);
  expect(said(attemptAt(attempts, 'wasm')?.reason)).toMatch(/loss is wrong: value 0 is .* instead of/);
});

test('an engine asked for by name that cannot be used is an error with reason and remedy', async () => {
  await expect(openEngine('webgpu', services, openers({}))).rejects.toMatchObject({
    name: 'EngineError',
    engine: 'webgpu',
    message: 'Engine webgpu cannot be used: no webgpu. Do this.',
    reason: phrase('no webgpu.'),
    remedy: phrase('Do this.'),
  });
});

test('what a library throws becomes a reason', async () => {
  const tensorflow: Opener = () => Promise.reject(new TypeError('x is not a function\n  at y'));
  expect(await probeEngine('tensorflow', services, openers({ tensorflow }))).toMatchObject({
    usable: false,
    reason: phrase('x is not a function'),
  });
});

describe('auto and a real GPU', () => {
  const device = { kind: 'gpu', name: 'NVIDIA H200' } as const;
  const closed: string[] = [];
  const webgpu = opens({ name: 'webgpu', version: '1', device, dispose: () => closed.push('webgpu') });

  /** Services of a machine on which the race has been run. */
  const after = async (timing: Timing): Promise<typeof services & { timingsFolder: string }> => {
    const folder = await mkdtemp(join(tmpdir(), 'initscope-open-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const rival = ['onnxruntime', 'absent', processor().name];
    const key = ['webgpu', '1', device.name, ...rival, '8 trials'];
    await timingsIn(folder).keep(key, timing);
    return { ...services, packageFolder: '/nowhere', timingsFolder: folder };
  };

  test('takes the GPU where its step is shorter, and says so', async () => {
    const { engine, attempts } = await openEngine(
      'auto',
      await after({ gpu: 0.4, cpu: 3 }),
      openers({ webgpu }),
    );
    expect(engine.name).toBe('webgpu');
    expect(attempts.at(-1)?.engine).toBe('webgpu');
    expect(said(attempts.at(-1)?.reason)).toBe(
      'A training step of 8 networks timed here takes 0.40 ms on it and 3.00 ms on onnxruntime.',
    );
    expect(closed).toEqual([]);
  });

  test('passes the GPU over where its step is longer, closes it and says how to use it all the same', async () => {
    const { engine, attempts } = await openEngine(
      'auto',
      await after({ gpu: 4, cpu: 3 }),
      openers({ webgpu }),
    );
    expect(engine.name).toBe('wasm');
    const passed = attemptAt(attempts, 'webgpu');
    expect(passed?.usable).toBe(true);
    expect(said(passed?.reason)).toContain('4.00 ms on it and 3.00 ms on onnxruntime');
    expect(said(passed?.remedy)).toContain('by name');
    expect(closed).toEqual(['webgpu']);
  });
});
