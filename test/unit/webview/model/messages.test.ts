import { describe, expect, it } from 'vitest';
import { MessageError, parseHostMessage } from '../../../../webview/model/messages';
import { deltaOf, manifestOf } from './scenes';

const delta = deltaOf([['heNormal', 0], 'train', 'loss', [[0, 2]]]);

describe('parseHostMessage', () => {
  it.each([
    { type: 'manifest', manifest: manifestOf(['heNormal'], [0]), runFolder: '/runs/a' },
    { type: 'series', deltas: [delta] },
    { type: 'progress', progress: { stepsPerSecond: 1, etaSeconds: 2, done: 3, total: 4 } },
    { type: 'progress', progress: undefined },
    { type: 'pong' },
    { type: 'unavailable', reason: 'gone' },
    { type: 'noOperations', reason: 'gone' },
    {
      type: 'operations',
      operations: [
        { kernel: 'Sub', inputs: [{ shape: [2], name: 'a' }, { shape: [] }], output: [2], makes: ['b'] },
      ],
    },
  ])('takes $type', (message) => {
    expect(parseHostMessage(structuredClone(message))).toEqual(message);
  });

  it.each([
    [undefined, 'message'],
    [{ type: 'other' }, 'type'],
    [{ type: 'manifest', manifest: { format: 2 } }, 'format'],
    [{ type: 'series', deltas: {} }, 'deltas'],
    [{ type: 'series', deltas: [{ ...delta, steps: [0] }] }, 'delta.steps'],
    [{ type: 'series', deltas: [{ ...delta, values: new Float32Array(2) }] }, 'one length'],
    [{ type: 'series', deltas: [{ ...delta, key: { ...delta.key, split: 'test' } }] }, 'key.split'],
    [{ type: 'unavailable' }, 'reason'],
    [{ type: 'operations', operations: [{ kernel: 'Sub', inputs: [{}], output: [], makes: [] }] }, 'shape'],
  ])('refuses %j and names what does not fit', (message, named) => {
    expect(() => parseHostMessage(message)).toThrow(MessageError);
    expect(() => parseHostMessage(message)).toThrow(named);
  });
});
