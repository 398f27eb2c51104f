import { expect, test } from 'vitest';
import { newSession, next } from '../../../../src/extension/sessions/session';
import type { SessionEvent } from '../../../../src/extension/sessions/session';
import { progress, started } from './fixtures';

const after = (...events: SessionEvent[]) => events.reduce(next, newSession(1, 'digits', '/w/c.yaml'));

test('goes from starting over running and paused to its end', () => {
  expect(after().phase).toBe('starting');
  expect(after({ type: 'started', run: started }).phase).toBe('running');
  expect(after({ type: 'started', run: started }, { type: 'paused' }).phase).toBe('paused');
  expect(after({ type: 'started', run: started }, { type: 'paused' }, { type: 'resumed' }).phase).toBe(
    'running',
  );
});

test('a late answer to pause does not undo a stop', () => {
  expect(after({ type: 'started', run: started }, { type: 'stopping' }, { type: 'paused' }).phase).toBe(
    'stopping',
  );
  expect(after({ type: 'stopping' }, { type: 'started', run: started }).phase).toBe('stopping');
});

test('nothing happens to a session that has ended', () => {
  const ended = after({ type: 'ended', end: { kind: 'finished', state: 'finished' } });
  expect(next(ended, { type: 'progress', progress: progress(3) })).toBe(ended);
});
