import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { EngineServices } from './services';

/** Packages that engines load at run time, at the versions they are tested with. */
export const ENGINE_PACKAGES = {
  '@tensorflow/tfjs-node-gpu': '4.22.0',
  '@tensorflow/tfjs-node': '4.22.0',
  webgpu: '0.6.2',
  'onnxruntime-node': '1.30.0',
} as const;

/** What the registry says these versions hash to (npm's `dist.integrity`); anything else is not installed. */
export const ENGINE_INTEGRITY: Readonly<Record<EnginePackage, string>> = {
  '@tensorflow/tfjs-node-gpu':
    'sha512-p//NN6DGiN4hInUmIkRffaFVMcdTREUMjPyjW04J7OXvB2zBlQimj61eFKSgRrH3f5TnOfKzb0n56he/B6a4bw==',
  '@tensorflow/tfjs-node':
    'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
  webgpu: 'sha512-3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==',
  'onnxruntime-node':
    'sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==',
};

export type EnginePackage = keyof typeof ENGINE_PACKAGES;

export interface FoundPackage {
  readonly name: EnginePackage;
  /** Its main file. */
  readonly file: string;
  readonly version: string;
  /** Loads CommonJS modules as code beside the package would. */
  readonly require: NodeJS.Require;
}

/** Finds the first of some packages: in the folders engines are installed into, then among those this package carries. */
export const findPackage = (
  names: readonly EnginePackage[],
  { engineFolders, packageFolder }: EngineServices,
): FoundPackage | undefined => {
  for (const folder of [...engineFolders, join(packageFolder, 'dist', 'engines'), packageFolder])
    for (const name of names) {
      const require = createRequire(join(folder, 'package.json'));
      const manifest = resolveOrUndefined(require, `${name}/package.json`);
      if (manifest === undefined) continue;
      const { version } = require(manifest) as { readonly version: string };
      return { name, version, require, file: require.resolve(name) };
    }
  return undefined;
};

const resolveOrUndefined = (require: NodeJS.Require, id: string): string | undefined => {
  try {
    return require.resolve(id);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'MODULE_NOT_FOUND') return undefined;
    throw thrown;
  }
};
