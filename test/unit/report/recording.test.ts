import { describe, expect, it } from 'vitest';
import { formatFindings, parseFindings } from '../../../src/health/finding';
import type { HealthFinding } from '../../../src/health/finding';
import { encodeRecording } from '../../../src/report/recording';
import { decodeRecording } from '../../../webview/recording';
import { deltaOf, manifestOf } from '../webview/model/scenes';

const manifest = manifestOf(['a', 'b'], [0]);
const series = [
  deltaOf([
    ['a', 0],
    'train',
    'loss',
    [
      [0, 2.5],
      [1, Number.NaN],
      [70_000, -Infinity],
    ],
  ]),
  deltaOf([['b', 0], 'validation', 'loss', [[3, 1]]]),
];

const findings: readonly HealthFinding[] = [
  {
    rule: 'notFinite',
    severity: 'error',
    action: 'note',
    initializer: 'a',
    seed: 0,
    step: 1,
    message: 'the loss is NaN',
    advice: 'Lower the learning rate.',
    evidence: { tag: 'loss', value: Number.NaN, threshold: Infinity },
  },
];

describe('recording', () => {
  it('gives the page the run as it was recorded', async () => {
    const messages = await decodeRecording(JSON.stringify(encodeRecording(manifest, series, findings)));
    expect(messages).toEqual([
      { type: 'manifest', manifest },
      { type: 'series', deltas: series },
      { type: 'findings', lines: formatFindings(findings) },
    ]);
    expect(parseFindings(formatFindings(findings))).toEqual(findings);
  });

  it('holds a run without series', async () => {
    const messages = await decodeRecording(JSON.stringify(encodeRecording(manifest, [], [])));
    expect(messages[1]).toEqual({ type: 'series', deltas: [] });
  });

  it('says when bytes are missing', async () => {
    const recording = encodeRecording(manifest, series, findings);
    const damaged = { ...recording, series: recording.series.slice(1) };
    await expect(decodeRecording(JSON.stringify(damaged))).rejects.toThrow('damaged: 48 bytes, 12 expected');
  });
});
