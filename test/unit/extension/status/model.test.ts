import { expect, test } from 'vitest';
import { newSession, next } from '../../../../src/extension/sessions/session';
import type { Session, SessionEvent } from '../../../../src/extension/sessions/session';
import { statusOf } from '../../../../src/extension/status/model';
import { progress, started } from '../sessions/fixtures';

const session = (...events: SessionEvent[]): Session =>
  events.reduce(next, newSession(1, 'digits', '/w/c.yaml'));
const running = session({ type: 'started', run: started }, { type: 'progress', progress: progress(84) });

test('nothing is shown while nothing trains', () => {
  expect(statusOf([])).toBeUndefined();
});

test('says what trains, how far, where and for how long', () => {
  expect(statusOf([running])).toMatchObject({
    text: '$(pulse) digits 42% · wasm on AMD EPYC 7B13 (2 cores) · 1 min 20 s left',
    folder: started.runFolder,
  });
});

test('has no folder to open before the run is there', () => {
  expect(statusOf([session()])).not.toHaveProperty('folder');
});

test('says that a run is paused', () => {
  expect(statusOf([next(running, { type: 'paused' })])?.text).toContain('42% paused');
});

test('says that a trainer does not answer, until it does', () => {
  const silent = next(running, { type: 'responding', responds: false });
  expect(statusOf([silent])).toMatchObject({
    text: '$(warning) digits: not responding',
    tooltip: expect.stringContaining('suspended') as string,
  });
  expect(statusOf([next(silent, { type: 'responding', responds: true })])).toEqual(statusOf([running]));
});

test('adds up several experiments and waits for the slowest', () => {
  const slower = next(running, { type: 'progress', progress: progress(16, 200) });
  expect(statusOf([running, slower])?.text).toBe('$(pulse) 2 experiments 25% · 3 min 20 s left');
});

test('a long device name is cut, and whole in the tooltip', () => {
  const device = 'llvmpipe (LLVM 15.0.6, 256 bits) on something long';
  const long = session({ type: 'started', run: { ...started, engine: { ...started.engine, device } } });
  expect(statusOf([long])?.text).toContain('…');
  expect(statusOf([long])?.tooltip).toContain('on something long');
});
