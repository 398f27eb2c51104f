import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { phrase } from '../shared/phrase';
import { correctAvgPoolGradient } from './avgPoolGradient';
import { loadTf, releaseBackend, useBackend } from './backend';
import { processor } from './device';
import { eagerly } from './eager';
import type { Engine } from './engine';
import { EngineError, firstLine } from './engineError';
import type { EngineServices } from './services';
import type { WasmBackend } from './wasm/backend';
import { registerWasmKernels } from './wasm/kernels';

/** tfjs' WebAssembly backend, with kernels of ours where it is slow, wrong or incomplete. */
export const openWasm = async ({ wasmFolder }: EngineServices): Promise<Engine> => {
  const file = join(wasmFolder, 'tfjs-backend-wasm-simd.wasm');
  if (!existsSync(file))
    throw new EngineError(
      'wasm',
      phrase('{0} is missing.', file),
      phrase('Reinstall InitScope; in a source checkout run `npm run build`.'),
    );
  const tf = await loadTf();
  const { setWasmPaths, version_wasm } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(wasmFolder + sep);
  try {
    await keepingListeners(() => useBackend(tf, 'wasm'));
  } catch (thrown) {
    throw new EngineError(
      'wasm',
      phrase('its WebAssembly module did not start: {0}', firstLine(thrown)),
      phrase('Use Node 20 or later, without --jitless.'),
      { cause: thrown },
    );
  }
  registerWasmKernels(tf, tf.backend() as unknown as WasmBackend);
  correctAvgPoolGradient(tf);
  return {
    name: 'wasm',
    version: version_wasm,
    device: processor(),
    tf,
    prepare: eagerly(tf, 'host'),
    dispose: () => releaseBackend(tf, 'wasm'),
  };
};

/**
 * Takes away the `uncaughtException` and `unhandledRejection` listeners that Emscripten installs while it starts:
 * they rethrow from inside its one-line module, so that Node prints 60 kB of code before any error of this process.
 */
const keepingListeners = async (start: () => Promise<void>): Promise<void> => {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.rawListeners(event));
  await start();
  for (const [i, event] of events.entries())
    for (const listener of process.rawListeners(event))
      if (!before[i]?.includes(listener)) process.off(event, listener as () => void);
};
