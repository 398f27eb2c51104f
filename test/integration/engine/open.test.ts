import { expect, test } from 'vitest';
import { openEngine } from '../../../src/engine/open';
import { locateServices } from '../../../src/engine/services';
import { english } from '../../../src/shared/l10n';
import { say } from '../../../src/shared/phrase';

test('auto opens an engine that is really there, and accounts for each before it', async () => {
  const { engine, attempts } = await openEngine('auto', locateServices(import.meta.dirname, []));
  const last = attempts.at(-1);
  expect(last).toMatchObject({ engine: engine.name, usable: true, device: engine.device });
  expect(engine.device.kind).not.toBe('software-gpu');
  for (const { reason, remedy } of attempts.slice(0, -1)) {
    for (const sentence of [reason, remedy]) expect(sentence && say(sentence, english)).toMatch(/\.$/);
  }
  expect(engine.tf.add(1, 2).dataSync()[0]).toBe(3);
  engine.dispose();
});

test('an engine that is not installed names the package and what to do', async () => {
  const services = { wasmFolder: '/nowhere', engineFolders: [], packageFolder: '/nowhere' };
  await expect(openEngine('tensorflow-gpu', services)).rejects.toThrow(
    'cannot be used: @tensorflow/tfjs-node-gpu is not installed.',
  );
  await expect(openEngine('wasm', services)).rejects.toThrow(
    'cannot be used: /nowhere/tfjs-backend-wasm-simd.wasm is missing.',
  );
});
