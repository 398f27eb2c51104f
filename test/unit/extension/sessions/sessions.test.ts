import { expect, test } from 'vitest';
import type { SessionEnd } from '../../../../src/extension/sessions/session';
import { Sessions } from '../../../../src/extension/sessions/sessions';
import { Cancelled } from '../../../../src/extension/ui/userError';
import { TrainerError } from '../../../../src/trainer/outcome';
import { fakeTrainer, params, progress, started } from './fixtures';
import type { FakeTrainer } from './fixtures';

function sessionsOver(trainer: FakeTrainer): { sessions: Sessions; ends: SessionEnd[]; lines: string[] } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const sessions = new Sessions({
    launch: (listeners) => {
      trainer.listeners = listeners;
      return Promise.resolve(trainer.client);
    },
    log: { info: write, warn: write, error: write },
  });
  const ends: SessionEnd[] = [];
  sessions.ended.listen(({ end }) => ends.push(end));
  return { sessions, ends, lines };
}

test('a session is live from its start to the end of its process', async () => {
  const trainer = fakeTrainer();
  const { sessions, ends } = sessionsOver(trainer);
  const session = await sessions.start(params);
  expect(session).toMatchObject({ title: 'digits', phase: 'running', run: started });
  trainer.listeners.progress?.(progress(10));
  expect(sessions.ofRun(started.runFolder)?.progress?.done).toBe(10);

  trainer.end({ kind: 'finished', state: 'finished' });
  await expect.poll(() => ends).toEqual([{ kind: 'finished', state: 'finished' }]);
  expect(sessions.live()).toEqual([]);
});

test('experiments train side by side, and what happens to one leaves the others alone', async () => {
  const trainers = [fakeTrainer(), fakeTrainer(() => Promise.resolve({ ...started, runFolder: '/w/other' }))];
  const sessions = new Sessions({
    launch: (listeners) => {
      const trainer = trainers.find(({ calls }) => calls.length === 0)!;
      trainer.calls.push('launched');
      trainer.listeners = listeners;
      return Promise.resolve(trainer.client);
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const ended: string[] = [];
  sessions.ended.listen(({ run }) => ended.push(run?.runFolder ?? ''));
  const [first, second] = [await sessions.start(params), await sessions.start(params)];
  await sessions.pause(second.id);
  trainers[0]!.listeners.progress?.(progress(10));
  trainers[0]!.listeners.responding?.(false);
  expect(sessions.live().map(({ phase, silent = false }) => [phase, silent])).toEqual([
    ['running', true],
    ['paused', false],
  ]);
  expect(sessions.ofRun('/w/other')?.progress).toBeUndefined();
  trainers[0]!.end({ kind: 'interrupted', message: 'killed', log: [] });
  await expect.poll(() => ended).toEqual([first.run?.runFolder]);
  expect(sessions.live().map(({ id }) => id)).toEqual([second.id]);
  expect(trainers[1]!.calls).toEqual(['launched', 'pause']);
});

test('pause, resume and stop reach the trainer of that session', async () => {
  const trainer = fakeTrainer();
  const { sessions } = sessionsOver(trainer);
  const { id } = await sessions.start(params);
  await sessions.pause(id);
  expect(sessions.live()[0]?.phase).toBe('paused');
  await sessions.resume(id);
  await sessions.stop(id);
  expect(trainer.calls).toEqual(['pause', 'resume', 'stop']);
  expect(sessions.live()[0]?.phase).toBe('stopping');
});

test('a session that has been stopped is over when its process has ended', async () => {
  const trainer = fakeTrainer();
  const { sessions } = sessionsOver(trainer);
  const { id } = await sessions.start(params);
  await sessions.stop(id);
  let isOver = false;
  const over = sessions.over(id).then(() => (isOver = true));
  await Promise.resolve();
  expect(isOver).toBe(false);
  trainer.end({ kind: 'finished', state: 'stopped' });
  await over;
  expect(sessions.ofRun(started.runFolder)).toBeUndefined();
  await sessions.over(id);
});

test('a start that the trainer refuses ends the session with its reason', async () => {
  const trainer = fakeTrainer(() => Promise.reject(new TrainerError('No engine.', [])));
  const { sessions, ends } = sessionsOver(trainer);
  await expect(sessions.start(params)).rejects.toThrow('No engine.');
  expect(ends).toEqual([{ kind: 'rejected', message: 'No engine.' }]);
  expect(sessions.live()).toEqual([]);
});

test('stopping while the trainer starts is no error', async () => {
  let refuse: (error: Error) => void = () => undefined;
  const trainer = fakeTrainer(() => new Promise((_, reject) => (refuse = reject)));
  const { sessions } = sessionsOver(trainer);
  const starting = sessions.start(params);
  await Promise.resolve();
  await sessions.stop(1);
  expect(trainer.calls).toEqual(['dispose']);
  refuse(new TrainerError('The trainer process was closed.', []));
  await expect(starting).rejects.toBeInstanceOf(Cancelled);
});

test('log lines carry the name of their experiment', async () => {
  const trainer = fakeTrainer();
  const { sessions, lines } = sessionsOver(trainer);
  await sessions.start(params);
  trainer.listeners.log?.({ level: 'warning', text: 'slow disk' });
  expect(lines).toEqual(['[digits] slow disk']);
});

test('no trainer outlives the window', async () => {
  const trainer = fakeTrainer();
  const { sessions } = sessionsOver(trainer);
  await sessions.start(params);
  sessions.dispose();
  expect(trainer.calls).toEqual(['dispose']);
});
