import type { ChoiceEntries } from '../../schema/schema';
import { choice, list, map, optional, string } from '../../schema/schema';
import { initializerChoice } from './choices';

/** Entry for different initializers in different layers. */
export const PER_LAYER = 'layers';

const patterns = map(initializerChoice, {
  doc: 'Layer names, with `*` for any characters, each with its initializer. A full name goes before a pattern, a longer pattern before a shorter one; every layer with weights needs a match.',
  keyDoc: 'Layer name or pattern: `dense_1`, `dense_*`, `*`.',
});

const entries: ChoiceEntries = {
  ...initializerChoice.entries,
  [PER_LAYER]: {
    doc: 'Different initializers in different layers. Needs a `label`.',
    parameters: {},
    content: patterns,
  },
};

export const initializerItem = choice(
  entries,
  {
    label: optional(
      string({
        doc: 'Name of this line in charts and files. Left out: the initializer’s name and the parameters given.',
        minLength: 1,
      }),
    ),
  },
  {
    doc: 'An initializer by name, with parameters (`randomNormal: { stddev: 0.01 }`) or per layer.',
    noun: 'initializer',
  },
);

export const initializersSchema = list(initializerItem, {
  doc: 'The initializers to compare. Each is one trial per seed; all else is equal.',
  minItems: 1,
});
