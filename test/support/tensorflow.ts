import { delimiter } from 'node:path';
import { findPackage } from '../../src/engine/packages';
import { locateServices } from '../../src/engine/services';

/** Where engines are found: with those that `npm test` provides, for tfjs-node cannot be a dependency. */
export const services = locateServices(
  import.meta.dirname,
  process.env['INITSCOPE_ENGINE_FOLDERS']?.split(delimiter) ?? [],
);

export const hasTensorflow =
  findPackage(['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'], services) !== undefined;
if (!hasTensorflow)
  console.warn(
    'SKIPPED: the tensorflow engine, for neither @tensorflow/tfjs-node nor -gpu is installed here or in INITSCOPE_ENGINE_FOLDERS',
  );
