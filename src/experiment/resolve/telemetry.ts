import { partsOf } from '../../schema/check';
import type { SyntaxNode } from '../../schema/syntax';
import type { TelemetrySpec } from '../experiment';
import { telemetryFields } from '../schema/telemetry';

const OFF: TelemetrySpec = { probeSamples: 0, probeInterval: 0, histogramInterval: 0 };

export function resolveTelemetry(node: SyntaxNode | undefined): TelemetrySpec | undefined {
  if (node?.kind === 'scalar' && node.value === false) return OFF;
  const { probeSamples, probeInterval, trainInterval, histogramInterval } = partsOf(telemetryFields, node);
  if (probeSamples === undefined || probeInterval === undefined) return undefined;
  return {
    probeSamples,
    probeInterval,
    ...(trainInterval === undefined || trainInterval === 1 ? {} : { trainInterval }),
    ...(histogramInterval === undefined ? {} : { histogramInterval }),
  };
}
