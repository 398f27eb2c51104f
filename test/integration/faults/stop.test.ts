import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleForNode } from '../../../scripts/bundles';
import type { RunManifest } from '../../../src/runs/run';
import { findAdapter } from '../../conformance/engine/softwareGpu';
import { bundleCommand } from '../cli/command';
import type { Command } from '../cli/command';

/** Processes that train are asked to end: the real command and trainer, with native libraries at work in them. */

const noGpu = await findAdapter();
if (noGpu !== undefined) console.warn(`SKIPPED: what trains on a GPU was not stopped: ${noGpu}`);
/** A GPU played by a processor that others use, too, takes its time. */
const WAIT = { timeout: 240_000 } as const;
const PATIENCE = 900_000;

const config = (engine: string): string => `
dataset: { source: { spiral: { samples: 60, classes: 3 } } }
model: { activation: relu, layers: [{ dense: 8 }, { dense: 8 }, { dense: 3 }] }
initializers: [heNormal, glorotUniform]
training: { batchSize: 16, steps: 10000000, checkpoint: { steps: 2 } }
telemetry: { probeSamples: 32, probeInterval: 1000 }
engine: ${engine}
`;

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

const manifestOf = async (name: string): Promise<RunManifest> => (await command.manifest(name))!.manifest;

/** Resolves when every trial has a state from beyond a step. */
async function trainsBeyond(name: string, step: number): Promise<void> {
  const reached = async (): Promise<boolean> => {
    const found = (await command.manifest(name))?.manifest;
    return found?.state === 'running' && found.trials.every(({ checkpoint = 0 }) => checkpoint > step);
  };
  await expect.poll(reached, WAIT).toBe(true);
}

const signals = process.platform !== 'win32';

describe.each(['onnxruntime', 'webgpu'])('a run on %s', (engine) => {
  const isPossible = signals && (engine !== 'webgpu' || noGpu === undefined);

  test.skipIf(!isPossible)(
    'is stopped and saved where command and trainer are asked to end at once, and goes on from there',
    async () => {
      const name = `both-${engine}`;
      const file = await command.write(`${name}.initscope.yaml`, config(engine));
      const endBoth = async (child: ChildProcess): Promise<void> => {
        process.kill((await manifestOf(name)).pid, 'SIGTERM');
        child.kill('SIGTERM');
      };
      const { child, outcome } = command.start('run', file);
      await trainsBeyond(name, 0);
      await endBoth(child);
      const stopped = await outcome;
      expect(stopped.err).not.toMatch(/trainer process/);
      expect(stopped.code).toBe(130);
      const { id, state, trials } = await manifestOf(name);
      expect(state).toBe('stopped');
      expect(trials.map(({ state, step, checkpoint }) => ({ state, saved: step === checkpoint }))).toEqual([
        { state: 'stopped', saved: true },
        { state: 'stopped', saved: true },
      ]);

      const resumed = command.start('resume', id);
      await trainsBeyond(name, Math.max(...trials.map(({ step }) => step)));
      await endBoth(resumed.child);
      expect((await resumed.outcome).code).toBe(130);
      expect((await manifestOf(name)).state).toBe('stopped');
    },
    PATIENCE,
  );

  test.skipIf(!isPossible)(
    'is stopped and saved where the trainer alone is asked to end',
    async () => {
      const name = `trainer-${engine}`;
      const file = await command.write(`${name}.initscope.yaml`, config(engine));
      const { outcome } = command.start('run', file);
      await trainsBeyond(name, 0);
      process.kill((await manifestOf(name)).pid, 'SIGTERM');
      const { code, err } = await outcome;
      expect(err).toMatch(/To go on with it: initscope resume/);
      expect(err).not.toMatch(/trainer process/);
      expect(code).toBe(1);
      expect((await manifestOf(name)).state).toBe('stopped');
    },
    PATIENCE,
  );

  test.skipIf(!isPossible)(
    'ends without a crash where its process leaves in the middle of it',
    async () => {
      const name = `left-${engine}`;
      const file = await command.write(`${name}.initscope.yaml`, config(engine));
      const hook = join(command.folder, 'leave.cjs');
      await bundleForNode(join(import.meta.dirname, 'entries', 'leave.ts'), hook);
      const { outcome } = command.within({ NODE_OPTIONS: `--require ${hook}` }).start('run', file);
      await trainsBeyond(name, 0);
      process.kill((await manifestOf(name)).pid, 'SIGUSR2');
      expect((await outcome).err).toMatch('The trainer process ended unexpectedly with exit code 0.');
      expect((await manifestOf(name)).state).toBe('interrupted');
    },
    PATIENCE,
  );
});
