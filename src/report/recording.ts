import { deflateRawSync } from 'node:zlib';
import { formatFindings } from '../health/finding';
import type { HealthFinding } from '../health/finding';
import type { RecordedSeries } from '../runs/openRun';
import type { RunManifest } from '../runs/run';
import type { SweepFacts } from '../runs/sweep/facts';
import { CONTRACT_VERSION } from '../../webview/contract';
import type { LayerHistograms, Recording } from '../../webview/contract';
import { recorded } from './histograms';

/** Packs a run for the page in a report; see `Recording` for the layout of the bytes. */
export function encodeRecording(
  manifest: RunManifest,
  series: readonly RecordedSeries[],
  findings: readonly HealthFinding[],
  histograms: readonly LayerHistograms[],
  sweep?: SweepFacts,
): Recording {
  const origin = series.reduce((first, { wallTimes }) => Math.min(first, wallTimes[0] ?? first), Infinity);
  const columns = series.flatMap(({ steps, values, wallTimes }) => [
    Uint32Array.from(steps),
    values,
    Uint32Array.from(wallTimes, (time) => Math.max(0, Math.round((time - origin) * 1000))),
  ]);
  const { facts, bins } = recorded(histograms);
  return {
    version: CONTRACT_VERSION,
    manifest,
    origin: Number.isFinite(origin) ? origin : 0,
    series: series.map(({ key, steps }) => ({ key, length: steps.length })),
    columns: packed(columns),
    histograms: facts,
    bins: packed([bins]),
    findings: formatFindings(findings),
    ...(sweep && { sweep }),
  };
}

const packed = (columns: readonly (Uint32Array | Float32Array | Float64Array)[]): string =>
  deflateRawSync(
    Buffer.concat(
      columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    ),
    { level: 9 },
  ).toString('base64');
