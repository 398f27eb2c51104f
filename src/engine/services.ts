import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where engines find what they load. */
export interface EngineServices {
  /** Folder of tfjs-backend-wasm's `.wasm` files. */
  readonly wasmFolder: string;
  /** Folders that engines were installed into on demand, each with a `node_modules`; searched in order. */
  readonly engineFolders: readonly string[];
  /** This package's own folder, searched last. */
  readonly packageFolder: string;
  /** Folder that keeps how fast engines were on this machine; `auto` times them anew each time when left out. */
  readonly timingsFolder?: string;
  /** Threads that one step may use; all cores when left out. */
  readonly threads?: number;
}

/**
 * Finds the package around a module, be it bundled (`dist/`) or source, and the wasm files built or installed there.
 * Timings are kept beside the engines installed on demand, as they belong to the same machine.
 *
 * @param moduleFolder any folder inside this package
 */
export const locateServices = (moduleFolder: string, engineFolders: readonly string[]): EngineServices => {
  const packageFolder = packageAround(moduleFolder);
  const candidates = [
    join(packageFolder, 'dist', 'wasm'),
    join(packageFolder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist'),
  ];
  const wasmFolder = candidates.find((folder) => existsSync(folder)) ?? candidates[0]!;
  const [timingsFolder] = engineFolders;
  return { wasmFolder, engineFolders, packageFolder, ...(timingsFolder !== undefined && { timingsFolder }) };
};

const packageAround = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json in any folder around ${folder}.`);
  return packageAround(parent);
};
