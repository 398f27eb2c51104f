import type { Range } from '../contract';
import type { NumberAxis } from './plot';
import type { Scene } from './scene';
import { zoomOf } from './scene';
import { positionOf, xTitle } from './xAxis';

/** Steps on an axis, for charts that know no time: in epochs where the person has chosen them. */
export interface StepAxis {
  readonly place: (step: number) => number;
  /** With the step that is selected. @param extent places of the first and the last step */
  readonly axis: (extent: Range) => NumberAxis;
}

export function stepAxis({ state, manifest }: Scene): StepAxis {
  const { stepsPerEpoch } = manifest;
  const kind = state.xAxis === 'epoch' ? 'epoch' : 'step';
  const place = (step: number): number => positionOf({ kind, stepsPerEpoch }, step);
  return {
    place,
    axis: (extent) => ({
      kind: 'number',
      title: xTitle(kind, manifest),
      name: kind,
      extent,
      range: zoomOf(state, kind, extent),
      selected: state.step === undefined ? undefined : place(state.step),
    }),
  };
}
