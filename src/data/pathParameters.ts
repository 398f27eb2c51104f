import type { InferFields } from '../schema/schema';
import { enumeration, integer, list, optional, string } from '../schema/schema';
import { withDefaults } from './entry';
import type { Parameters } from './entry';

/** Parameters of a dataset given by its path. All of them are optional; binary formats use `target` and `shape` only. */
export const pathParameters = {
  target: optional(
    enumeration(
      {
        classes: 'A class, written as whole number from 0 or (CSV) as any text.',
        values: 'A number to be predicted: regression.',
      },
      { doc: 'What is to be predicted.', default: 'classes' },
    ),
  ),
  label: optional(
    string({
      doc: 'CSV: name, or position from 0, of the column with the target. Left out: the column called `label`, `class` or `target`, else the last.',
      minLength: 1,
    }),
  ),
  header: optional(
    enumeration(
      {
        auto: 'The first line is a header when none of its cells is a number.',
        yes: 'The first line names the columns.',
        no: 'The first line is data.',
      },
      { doc: 'CSV: whether the first line names the columns.', default: 'auto' },
    ),
  ),
  separator: optional(
    enumeration(
      { comma: '`,`', semicolon: '`;`', tab: 'Tabulator.' },
      { doc: 'CSV: what stands between two cells.', default: 'comma' },
    ),
  ),
  shape: optional(
    list(integer({ doc: 'Size of an axis.', min: 1 }), {
      doc: 'Axes of one sample, channels last, where the file holds it flat: `[28, 28, 1]`.',
      minItems: 1,
      maxItems: 3,
    }),
  ),
};

export type PathParameters = InferFields<typeof pathParameters>;

/** Valid parameters of a path, those left out with their defaults. */
export const toPathParameters = (parameters: Parameters): PathParameters =>
  withDefaults(pathParameters, parameters) as PathParameters;
