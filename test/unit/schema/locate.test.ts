import { describe, expect, it } from 'vitest';
import { experimentSchema } from '../../../src/experiment/schema/experiment';
import { locate } from '../../../src/schema/locate';
import type { Place } from '../../../src/schema/locate';
import { parseSource } from '../../../src/schema/parse';

/** What is at the bar in a text. */
function at(marked: string): Place | undefined {
  const offset = marked.indexOf('|');
  const { root } = parseSource(marked.replace('|', ''));
  return root && locate(experimentSchema, root, offset);
}

const summary = (marked: string): unknown => {
  const place = at(marked);
  const noun = place?.schema.kind === 'choice' ? place.schema.noun : place?.schema.kind;
  return [place?.path.join('.'), place?.key === undefined ? 'value' : 'key', noun];
};

describe('locate', () => {
  it.each([
    ['tr|aining: {}', ['training', 'key', 'object']],
    ['engine: w|asm', ['engine', 'value', 'enum']],
    ['dataset: mn|ist', ['dataset', 'value', 'forms']],
    ['dataset: {source: mn|ist}', ['dataset.source', 'value', 'dataset']],
    ['initializers: [he|]', ['initializers.0', 'value', 'initializer']],
    [
      'initializers:\n  - randomNormal: {std|dev: 1}',
      ['initializers.0.randomNormal.stddev', 'key', 'initializer'],
    ],
    [
      'initializers:\n  - randomNormal: {stddev: 0.|1}',
      ['initializers.0.randomNormal.stddev', 'value', 'number'],
    ],
    ['initializers: [{label: x|, zeros: }]', ['initializers.0.label', 'value', 'string']],
    ['initializers: [{label: x, layers: {"*": he|}}]', ['initializers.0.layers.*', 'value', 'initializer']],
    ['model: {layers: [dense: 25|6]}', ['model.layers.0.dense', 'value', 'number']],
    ['model: {layers: [den|se: 256]}', ['model.layers.0.dense', 'key', 'layer']],
    [
      'model: {layers: [dense: {activation: re|lu}]}',
      ['model.layers.0.dense.activation', 'value', 'activation'],
    ],
    [
      'training: {optimizer: {adam: {learningRate: 1|}}}',
      ['training.optimizer.adam.learningRate', 'value', 'number'],
    ],
    ['telemetry: {probeSam|ples: 2}', ['telemetry.probeSamples', 'key', 'forms']],
  ])('%s', (text, expected) => {
    expect(summary(text)).toEqual(expected);
  });

  it('names the keys that are possible in a mapping', () => {
    expect(Object.keys(at('training: {epo|: 1}')?.fields ?? {})).toContain('epochs');
    expect(Object.keys(at('initializers: [{randomNormal: {std|: 1}}]')?.fields ?? {})).toEqual([
      'mean',
      'stddev',
    ]);
    expect(Object.keys(at('telemetry: {|probe: 1}')?.fields ?? {})).toContain('probeSamples');
  });

  it('finds nothing outside the root', () => {
    expect(at('name: x\n\n\n|')).toBeUndefined();
  });
});
