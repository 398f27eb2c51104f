import type { ScalarPoint, TrialId } from '../shared/metrics';
import { createMetricsBuffer } from './metricsBuffer';
import type { MetricsBatch, Progress } from './protocol';

/** Messages a second, at most ten. */
const INTERVAL_MS = 100;
/** Metrics messages that the host may leave unhandled before the feed waits for it. */
const UNHANDLED_LIMIT = 4;
/** Points kept while waiting: some seconds of a fast run. */
const CAPACITY = 1 << 15;

export interface FeedPeer {
  progress(progress: Progress): void;
  metrics(batch: MetricsBatch): void;
}

/**
 * What the host sees of a run while it trains. Never waits for a slow host and never grows: it sends nothing while
 * the host is behind, keeps the latest progress and a bounded number of points, and says how many were left out.
 */
export interface LiveFeed {
  scalar(trial: TrialId, point: ScalarPoint): void;
  progress(progress: Progress): void;
  /** The host has handled so many metrics messages. */
  handled(count: number): void;
  /**
   * Sends what is due. Called at least as often as the feed should send, e.g. after each step.
   * @param save called before anything is sent: what a person is told is on disk
   */
  tick(save?: () => void): void;
  /** Sends the last progress and points, host behind or not: the end of a run is always told. */
  flush(): void;
}

/** @param now milliseconds, monotonic */
export function createLiveFeed(peer: FeedPeer, now: () => number): LiveFeed {
  const buffer = createMetricsBuffer(CAPACITY);
  let latest: Progress | undefined;
  let unhandled = 0;
  let sentAt = -Infinity;

  const flush = (): void => {
    sentAt = now();
    if (latest !== undefined) peer.progress(latest);
    latest = undefined;
    const batch = buffer.take();
    if (batch === undefined) return;
    unhandled += 1;
    peer.metrics(batch);
  };

  return {
    scalar: (trial, point) => buffer.add(trial, point),
    progress: (progress) => {
      latest = progress;
    },
    handled: (count) => {
      unhandled = Math.max(0, unhandled - count);
    },
    tick: (save) => {
      if (unhandled >= UNHANDLED_LIMIT || now() - sentAt < INTERVAL_MS) return;
      save?.();
      flush();
    },
    flush,
  };
}
