import type { RunManifest } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import { withRoom } from '../../src/shared/withRoom';
import type { PageState } from '../contract';
import type { Columns } from './columns';
import { at } from './columns';

export type XAxisKind = PageState['xAxis'];

export const X_AXES: readonly XAxisKind[] = ['step', 'epoch', 'time'];

/** Of a run whose steps are updates; what they are in logs of other programs, only these know. */
export const countsUpdates = ({ source }: Pick<RunManifest, 'source'>): boolean => source !== 'tensorboard';

/** The title of an axis, with its unit. */
export function xTitle(kind: XAxisKind, manifest: Pick<RunManifest, 'source'>): string {
  if (kind === 'epoch') return t('Epoch');
  if (kind === 'time') return t('Time since the trial began (s)');
  return countsUpdates(manifest) ? t('Step (updates)') : t('Step');
}

/** Where the points of a series lie on the chosen axis. */
export interface XMapping {
  readonly kind: XAxisKind;
  readonly stepsPerEpoch: number;
  /** Wall time at which the trial began. */
  readonly start: number;
}

/** Positions of a series that grows at its end, ascending. */
export class Places {
  readonly #mapping: XMapping;
  #room = new Float64Array(0);
  #length = 0;

  constructor(mapping: XMapping) {
    this.#mapping = mapping;
  }

  of({ steps, wallTimes }: Pick<Columns, 'steps' | 'wallTimes'>): Float64Array {
    const { kind, stepsPerEpoch, start } = this.#mapping;
    if (kind === 'step') return steps;
    const { length } = steps;
    this.#room = withRoom(this.#room, length);
    for (let index = this.#length; index < length; index++)
      this.#room[index] = kind === 'epoch' ? at(steps, index) / stepsPerEpoch : at(wallTimes, index) - start;
    this.#length = length;
    return this.#room.subarray(0, length);
  }
}

/** Where a step lies on an axis of steps or epochs. */
export const positionOf = (
  { kind, stepsPerEpoch }: { readonly kind: 'step' | 'epoch'; readonly stepsPerEpoch: number },
  step: number,
): number => (kind === 'epoch' ? step / stepsPerEpoch : step);
