import { t } from '../../src/shared/l10n';
import type { PageState } from '../contract';
import type { Columns } from './columns';

export type XAxisKind = PageState['xAxis'];

export const X_AXES: readonly XAxisKind[] = ['step', 'epoch', 'time'];

/** Axis titles with their units. */
export const X_TITLES: Readonly<Record<XAxisKind, string>> = {
  get step() {
    return t('Step (updates)');
  },
  get epoch() {
    return t('Epoch');
  },
  get time() {
    return t('Time since the trial began (s)');
  },
};

/** Where a run's steps lie on the chosen axis. */
export interface XMapping {
  readonly kind: XAxisKind;
  readonly stepsPerEpoch: number;
}

/** Positions of a series on the axis, ascending. @param start wall time at which the trial began */
export function positions({ kind, stepsPerEpoch }: XMapping, columns: Columns, start: number): Float64Array {
  switch (kind) {
    case 'step':
      return columns.steps;
    case 'epoch':
      return columns.steps.map((step) => step / stepsPerEpoch);
    case 'time':
      return columns.wallTimes.map((time) => time - start);
  }
}

/** Where a step lies on an axis of steps or epochs. */
export const positionOf = (
  { kind, stepsPerEpoch }: { readonly kind: 'step' | 'epoch'; readonly stepsPerEpoch: number },
  step: number,
): number => (kind === 'epoch' ? step / stepsPerEpoch : step);
