import { describe, expect, it } from 'vitest';
import { formatFindings, parseFindings } from '../../../src/health/finding';
import type { HealthFinding } from '../../../src/health/finding';
import { encodeRecording } from '../../../src/report/recording';
import { evenEdges } from '../../../src/shared/evenEdges';
import type { LayerHistograms } from '../../../webview/contract';
import { decodeRecording } from '../../../webview/recording';
import { deltaOf, manifestOf } from '../webview/model/scenes';
import { FACTS } from '../webview/model/sweeps';

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

/** One tag whose bins are all of one width, as ours are, and one of other programs' bins. */
const HISTOGRAMS: LayerHistograms = {
  layer: 'dense_1',
  trial: { initializer: 'a', seed: 0 },
  histograms: [
    {
      tag: 'activations/dense_1',
      recorded: 9,
      steps: Float64Array.of(0, 70_000),
      bins: Uint32Array.of(3, 2),
      edges: Float64Array.of(...evenEdges(-0.1, 0.2, 3), ...evenEdges(0, 1e-30, 2)),
      counts: Float64Array.of(1, 0, 3, 2 ** 40, 7),
    },
    {
      tag: 'weights/dense_1/kernel',
      recorded: 1,
      steps: Float64Array.of(0),
      bins: Uint32Array.of(2),
      edges: Float64Array.of(0, 0.1, 1),
      counts: Float64Array.of(0.5, 2),
    },
  ],
};

describe('recording', () => {
  it('gives the page the run as it was recorded', async () => {
    const messages = await decodeRecording(
      JSON.stringify(encodeRecording(manifest, series, findings, [HISTOGRAMS])),
    );
    expect(messages).toEqual([
      { type: 'manifest', manifest },
      { type: 'series', deltas: series },
      { type: 'findings', lines: formatFindings(findings) },
      { type: 'histograms', ...HISTOGRAMS },
    ]);
    expect(parseFindings(formatFindings(findings))).toEqual(findings);
  });

  it('gives the page what the runs of a sweep came to', async () => {
    const recording = encodeRecording(manifest, [], [], [], FACTS);
    expect(await decodeRecording(JSON.stringify(recording))).toContainEqual({ type: 'sweep', facts: FACTS });
    const damaged = JSON.stringify({ ...recording, sweep: { axes: [] } });
    await expect(decodeRecording(damaged)).rejects.toThrow('points');
  });

  it('holds a run without series', async () => {
    const messages = await decodeRecording(JSON.stringify(encodeRecording(manifest, [], [], [])));
    expect(messages[1]).toEqual({ type: 'series', deltas: [] });
  });

  it('says when bytes are missing', async () => {
    const recording = encodeRecording(manifest, series, findings, [HISTOGRAMS]);
    const damaged = { ...recording, series: recording.series.slice(1) };
    await expect(decodeRecording(JSON.stringify(damaged))).rejects.toThrow('damaged: 48 bytes, 12 expected');
    const fewer = { ...recording, histograms: [] };
    await expect(decodeRecording(JSON.stringify(fewer))).rejects.toThrow('damaged: 112 bytes, 0 expected');
  });
});
