import { fields, is, listOf, mapOf, maybe, misfit } from '../../shared/shape';
import type { Check } from '../../shared/shape';
import { sweepAxes } from '../store/manifestShape';

const figure: Check = (value, place) =>
  value === null || typeof value === 'number' ? undefined : misfit(value, place, 'a number or null');

/** What a page holds the facts of a sweep to. */
export const sweepFacts = fields({
  axes: sweepAxes,
  points: listOf(
    fields({
      at: listOf(is('number')),
      folder: maybe(is('string')),
      state: is('string'),
      layers: listOf(is('string')),
      initializers: listOf(
        fields({
          label: is('string'),
          accuracy: maybe(figure),
          loss: maybe(figure),
          verdict: is('string'),
          variances: mapOf(figure),
        }),
      ),
    }),
  ),
});
