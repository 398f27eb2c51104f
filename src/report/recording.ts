import { deflateRawSync } from 'node:zlib';
import { formatFindings } from '../health/finding';
import type { HealthFinding } from '../health/finding';
import type { RecordedSeries } from '../runs/openRun';
import type { RunManifest } from '../runs/run';
import { CONTRACT_VERSION } from '../../webview/contract';
import type { Recording } from '../../webview/contract';

/** Packs a run for the page in a report; see `Recording` for the layout of the bytes. */
export function encodeRecording(
  manifest: RunManifest,
  series: readonly RecordedSeries[],
  findings: readonly HealthFinding[],
): Recording {
  const origin = series.reduce((first, { wallTimes }) => Math.min(first, wallTimes[0] ?? first), Infinity);
  const columns = series.flatMap(({ steps, values, wallTimes }) => [
    Uint32Array.from(steps),
    values,
    Uint32Array.from(wallTimes, (time) => Math.max(0, Math.round((time - origin) * 1000))),
  ]);
  const bytes = Buffer.concat(
    columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  return {
    version: CONTRACT_VERSION,
    manifest,
    origin: Number.isFinite(origin) ? origin : 0,
    series: series.map(({ key, steps }) => ({ key, length: steps.length })),
    columns: deflateRawSync(bytes, { level: 9 }).toString('base64'),
    findings: formatFindings(findings),
  };
}
