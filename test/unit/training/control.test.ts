import { expect, test } from 'vitest';
import { createControl } from '../../../src/training/control';

test('stop ends the loop at its next checkpoint and is answered then', async () => {
  const control = createControl();
  const stopped = control.stop();
  await expect(control.checkpoint()).resolves.toBe('stop');
  await stopped;
});

test('a paused loop waits until it is resumed', async () => {
  const control = createControl();
  const paused = control.pause();
  const checkpoint = control.checkpoint();
  await paused;
  await control.resume();
  await expect(checkpoint).resolves.toBe('resumed');
});

test('a paused loop can be stopped', async () => {
  const control = createControl();
  const paused = control.pause();
  const checkpoint = control.checkpoint();
  await paused;
  await control.stop();
  await expect(checkpoint).resolves.toBe('stop');
});

test('a paused loop that makes ready goes on with that, and notices', async () => {
  const control = createControl();
  const paused = control.pause();
  await expect(control.glance()).resolves.toBe('continue');
  await paused;
  void control.stop();
  await expect(control.glance()).resolves.toBe('stop');
});

test('nothing resumes a stopped loop', async () => {
  const control = createControl();
  void control.stop();
  void control.resume();
  await expect(control.checkpoint()).resolves.toBe('stop');
});

test('nobody waits for a loop that is over', async () => {
  const control = createControl();
  const paused = control.pause();
  control.end();
  await paused;
  await control.stop();
});

test('a loop at rest is told nothing that it has to answer, and obeys when it goes on', async () => {
  const control = createControl();
  let end = (): void => undefined;
  const rest = control.rest(new Promise<void>((resolve) => (end = resolve)));
  await control.pause();
  await control.stop();
  end();
  await rest;
  await expect(control.checkpoint()).resolves.toBe('stop');
});
