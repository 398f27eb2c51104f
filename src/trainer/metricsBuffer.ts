import type { ScalarPoint, TrialId } from '../shared/metrics';
import type { MetricsBatch } from './protocol';

/** Scalars on their way to the host. Holds at most `capacity`; beyond that the oldest make room and are counted. */
export interface MetricsBuffer {
  add(trial: TrialId, point: ScalarPoint): void;
  /** All that is held, leaving the buffer empty; undefined when there is nothing to tell. */
  take(): MetricsBatch | undefined;
}

/** `<initializer>/seed-<n>/<split>/<tag>` */
export const seriesName = (trial: TrialId, point: Pick<ScalarPoint, 'split' | 'tag'>): string =>
  `${trial.initializer}/seed-${trial.seed}/${point.split}/${point.tag}`;

export function createMetricsBuffer(capacity: number): MetricsBuffer {
  const indices = new Map<string, number>();
  let newNames: string[] = [];
  const series = new Uint32Array(capacity);
  const steps = new Float64Array(capacity);
  const values = new Float32Array(capacity);
  const wallTimes = new Float64Array(capacity);
  let oldest = 0;
  let held = 0;
  let dropped = 0;

  const indexOf = (name: string): number => {
    const known = indices.get(name);
    if (known !== undefined) return known;
    const index = indices.size;
    indices.set(name, index);
    newNames.push(name);
    return index;
  };

  return {
    add(trial, point) {
      const slot = (oldest + held) % capacity;
      if (held === capacity) {
        oldest = (oldest + 1) % capacity;
        dropped += 1;
      } else {
        held += 1;
      }
      series[slot] = indexOf(seriesName(trial, point));
      steps[slot] = point.step;
      values[slot] = point.value;
      wallTimes[slot] = point.wallTime;
    },
    take() {
      if (held === 0) return undefined;
      const order = Array.from({ length: held }, (_, i) => (oldest + i) % capacity);
      const batch = {
        firstName: indices.size - newNames.length,
        names: newNames,
        series: Uint32Array.from(order, (slot) => series[slot] ?? 0),
        steps: Float64Array.from(order, (slot) => steps[slot] ?? 0),
        values: Float32Array.from(order, (slot) => values[slot] ?? 0),
        wallTimes: Float64Array.from(order, (slot) => wallTimes[slot] ?? 0),
        dropped,
      };
      newNames = [];
      oldest = 0;
      held = 0;
      dropped = 0;
      return batch;
    },
  };
}
