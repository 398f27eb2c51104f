import { integer, number, optional } from '../schema/schema';
import { KEPT } from './track';

/** Parameters that several rules have. */

export const share = <const D extends number>(doc: string, byDefault: D) =>
  optional(number({ doc, default: byDefault, above: 0, max: 1 }));

export const factor = <const D extends number>(doc: string, byDefault: D) =>
  optional(number({ doc, default: byDefault, above: 1 }));

export const positive = <const D extends number>(doc: string, byDefault: D) =>
  optional(number({ doc, default: byDefault, above: 0 }));

/** @param of what there have to be so many of in a row */
export const patience = <const D extends number>(of: string, byDefault: D) =>
  optional(
    integer({ doc: `${of} in a row that have to show it.`, default: byDefault, min: 1, max: KEPT, unit: of }),
  );
