import { enumeration, forms, integer, map, object, optional, required, string } from '../../schema/schema';
import { layerPatterns } from './choices';

const from = string({
  doc: 'Whose weights: an experiment (its latest run that has a checkpoint), a run’s id or name, `latest`, or a path to a run, a checkpoint, or a file of weights (`.safetensors`, Keras `.h5`, `.npz`).',
  minLength: 1,
});

const reuseDoc =
  'Layers that take their weights over, by name or pattern; all others are drawn. A mapping gives the name there: `hidden1: dense`. Left out: all layers.';
const reusePatterns = layerPatterns(reuseDoc);

export const transferFields = {
  from: required(from),
  initializer: optional(
    string({
      doc: 'Label of the initializer whose trial is taken. Left out: the one of the same label, or the only one.',
      minLength: 1,
    }),
  ),
  seed: optional(
    integer({ doc: 'Seed of the trial that is taken. Left out: the same seed, or the only one.' }),
  ),
  checkpoint: optional(
    forms(
      [
        enumeration(
          { last: 'The latest there is.', best: 'The one with the best evaluation.' },
          { doc: 'Which state of the trial.' },
        ),
        integer({ doc: 'The state after this many updates.', min: 0, unit: 'steps' }),
      ],
      { doc: 'Which checkpoint of the trial: `last`, `best` or a step. Left out: `last`.' },
    ),
  ),
  reuse: optional(
    forms(
      [
        ...reusePatterns.forms,
        map(string({ doc: 'Name of the layer there.', minLength: 1 }), {
          doc: reuseDoc,
          keyDoc: 'Layer name: `dense_1`.',
        }),
      ],
      { doc: reuseDoc },
    ),
  ),
};

export const transferSchema = forms(
  [object(transferFields, { doc: 'Layers that begin with weights trained before.' }), from],
  { doc: 'Begins with weights trained before: from a run, or a mapping with `from` and what of it to take.' },
);
