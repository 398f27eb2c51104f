import type { PageState } from '../contract';
import type { Scene } from './scene';

/**
 * Steps at which the scrubber stops, ascending: those of the probes, for which every tab has something to show; in
 * runs without probes those of the evaluations.
 */
export function stopsOf({ store }: Scene): readonly number[] {
  const probes = store.stepsOf('probe');
  return probes.length > 0 ? probes : store.stepsOf('validation');
}

/** Index of the stop at which the selection is, or of the last one before it. */
export function stopAt(stops: readonly number[], { step }: PageState): number {
  if (step === undefined) return stops.length - 1;
  return Math.max(
    0,
    stops.findLastIndex((stop) => stop <= step),
  );
}

/** Selects a stop. At the last one the page follows the run as it goes on. */
export function toStop(stops: readonly number[], index: number, { step: _, ...state }: PageState): PageState {
  const step = stops[index];
  return step === undefined || index >= stops.length - 1 ? state : { ...state, step };
}
