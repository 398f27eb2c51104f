import { describe, expect, test } from 'vitest';
import { balance } from '../../../../src/trainer/crew/balance';
import type { Load } from '../../../../src/trainer/crew/balance';

const training = (running: number, more: Partial<Load> = {}): Load => ({
  state: 'training',
  running,
  asked: false,
  bare: false,
  ...more,
});
const idle: Load = { ...training(0), state: 'idle' };
const over: Load = { ...training(0), state: 'over' };

describe('balance', () => {
  test('who has most is asked first, once', () => {
    expect(balance([training(2), idle, training(5)], false)).toEqual({ ask: [2], dismiss: [] });
    expect(balance([training(2), idle, training(5, { asked: true })], false)).toEqual({
      ask: [],
      dismiss: [],
    });
    expect(balance([training(2), idle, training(5), idle], false)).toEqual({ ask: [2, 0], dismiss: [] });
  });

  test('one that has several to spare serves more than one, in turn', () => {
    expect(balance([training(3), idle, idle], false)).toEqual({ ask: [0], dismiss: [] });
    expect(balance([training(2), idle, idle], false)).toEqual({ ask: [0], dismiss: [2] });
  });

  test('those who can get nothing are let go', () => {
    expect(balance([training(1), idle], false)).toEqual({ ask: [], dismiss: [1] });
    expect(balance([training(4, { bare: true }), idle], false)).toEqual({ ask: [], dismiss: [1] });
    expect(balance([over, idle], false)).toEqual({ ask: [], dismiss: [1] });
  });

  test('in the end nothing more is moved, but a trial that may be under way has someone to take it', () => {
    expect(balance([training(4), idle], true)).toEqual({ ask: [], dismiss: [1] });
    expect(balance([training(4, { asked: true }), idle, idle], true)).toEqual({ ask: [], dismiss: [2] });
    expect(balance([training(1, { asked: true }), idle], false)).toEqual({ ask: [], dismiss: [] });
  });
});
