import { experimentSchema } from '../../src/experiment/schema/experiment';
import { toJsonSchema } from '../../src/schema/jsonSchema';
import { formatted } from './output';
import type { Output } from './output';

/** For editors that know JSON Schema but not InitScope. */
export const generateJsonSchema = (root: URL): Promise<Output> =>
  formatted(
    root,
    'media/initscope.schema.json',
    JSON.stringify(toJsonSchema(experimentSchema, 'InitScope experiment')),
  );
