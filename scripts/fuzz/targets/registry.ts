import type { Target } from '../target';
import { config } from './config';
import { cifarTarget, csvTarget, gzipTarget, idxTarget, npyTarget, npzTarget, tarTarget } from './datasets';
import { eventsTarget, protobufTarget } from './events';
import { manifestTarget, protocolTarget, webviewTarget, workerTarget } from './messages';
import { h5Target, safetensorsTarget } from './weights';

/** Every parser of what comes from outside, by the name it is fuzzed under. */
export const targets = {
  config,
  idx: idxTarget,
  cifar: cifarTarget,
  npy: npyTarget,
  npz: npzTarget,
  csv: csvTarget,
  tar: tarTarget,
  gzip: gzipTarget,
  safetensors: safetensorsTarget,
  h5: h5Target,
  events: eventsTarget,
  protobuf: protobufTarget,
  manifest: manifestTarget,
  protocol: protocolTarget,
  worker: workerTarget,
  webview: webviewTarget,
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;
