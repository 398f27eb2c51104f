import type { LayerStatistic, WeightStatistic } from '../shared/tags';
import { phrase } from '../shared/phrase';
import type { Phrase } from '../shared/phrase';
import { tag } from '../shared/tags';
import type { TrialTelemetry } from './rule';
import type { Track } from './track';

/** One series that a rule looks at. */
export interface Candidate {
  readonly subject: string;
  /** Layer that the subject is, or is a weight of. */
  readonly layer: string;
  readonly tag: string;
  readonly track: Track;
  /** Value at the check. */
  readonly value: number;
}

/** The series of a statistic that have a value at this very step: what is older has been looked at before. */
export const measuredNow = (
  { series, step }: Pick<TrialTelemetry, 'series' | 'step'>,
  statistic: LayerStatistic | WeightStatistic,
): readonly Candidate[] =>
  series(statistic).flatMap(([subject, track]) =>
    track.latest?.step === step
      ? [
          {
            subject,
            layer: layerOf(subject),
            tag: tag(statistic, subject),
            track,
            value: track.latest.value,
          },
        ]
      : [],
  );

/** Only kernels: biases and scales start at one value and move in ways of their own. */
export const kernels = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter(({ subject }) => /kernel$/i.test(subject));

/** All layers but the last measured one, whose units are told apart by their targets. */
export const hidden = (candidates: readonly Candidate[]): readonly Candidate[] => candidates.slice(0, -1);

/** The candidate with the largest figure; NaN loses. */
export function largest(
  candidates: readonly Candidate[],
  figure: (candidate: Candidate) => number = ({ value }) => value,
): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates)
    if (best === undefined || figure(candidate) > figure(best)) best = candidate;
  return best;
}

/** `, and so in 3 more layers` after what is told of the worst one. */
export function andOthers(count: number): Phrase | '' {
  if (count < 2) return '';
  return count === 2
    ? phrase(', and so in one more layer')
    : phrase(', and so in {0} more layers', count - 1);
}

const layerOf = (subject: string): string => subject.split('/')[0] ?? subject;
