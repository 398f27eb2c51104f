import type { RandomStream } from '../../random/stream';
import { createStream } from '../../random/stream';
import { integer, number, optional } from '../../schema/schema';
import type { DatasetFacts } from '../entry';
import { numberedClasses } from '../raw';
import type { RawSamples } from '../raw';

/** Parameters that every synthetic set of points in the plane takes. */
export const planeFields = <const N extends number>(noise: N, noiseDoc: string) => ({
  samples: optional(
    integer({
      doc: 'Number of points over all classes, before the validation split.',
      min: 10,
      max: 1_000_000,
      default: 1_000,
      unit: 'samples',
    }),
  ),
  noise: optional(number({ doc: noiseDoc, min: 0, max: 10, default: noise })),
  seed: optional(
    integer({ doc: 'Seed of the points. The same seed always gives the same points.', default: 0 }),
  ),
});

export const classesField = <const C extends number>(count: C, doc: string) =>
  optional(integer({ doc, min: 2, max: 100, default: count, unit: 'classes' }));

export const planeFacts = (samples: number, classes: number): DatasetFacts => ({
  inputShape: [2],
  classes: numberedClasses(classes),
  outputs: classes,
  trainCount: samples,
});

/**
 * Draws points one after the other, labels taking turns, so that every prefix is balanced over the classes.
 *
 * @param place a random point of a class, before the normal noise is added
 */
export function drawPoints(
  options: {
    readonly name: string;
    readonly samples: number;
    readonly classes: number;
    readonly noise: number;
    readonly seed: number;
  },
  place: (label: number, stream: RandomStream) => readonly [x: number, y: number],
): RawSamples {
  const stream = createStream(options.seed, `data/${options.name}`);
  const values = new Float32Array(options.samples * 2);
  const labels = new Int32Array(options.samples);
  for (let i = 0; i < options.samples; i++) {
    const label = i % options.classes;
    const [x, y] = place(label, stream);
    values[2 * i] = x + options.noise * stream.normal();
    values[2 * i + 1] = y + options.noise * stream.normal();
    labels[i] = label;
  }
  return { count: options.samples, shape: [2], values, targets: { kind: 'classes', labels } };
}
