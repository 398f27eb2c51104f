import { fork } from 'node:child_process';
import path from 'node:path';
import { bundleForNode, bundlePage, bundleProduct } from '../bundles';
import type { Places } from './main';

export interface SoakOptions {
  /** How long at least. */
  readonly minutes: number;
  /** Rounds of experiments before memory counts: caches fill, code is compiled. */
  readonly warmUp: number;
  /** Rounds that count, at least. */
  readonly counted: number;
  /** Where the bundles go: inside the package, for there engines are found. */
  readonly folder: string;
}

/** Bundles host, trainers and page, and lets them work in a process of its own. @throws when that ends without a result */
export async function runSoak({ minutes, warmUp, counted, folder }: SoakOptions): Promise<Places> {
  const script = path.join(folder, 'main.cjs');
  await Promise.all([
    bundleForNode('scripts/soak/main.ts', script),
    bundleForNode('scripts/soak/trainer.ts', path.join(folder, 'oneTrainer.cjs')),
    bundleProduct('trainer', folder),
    bundleProduct('worker', folder),
    bundlePage(folder, { minify: true }),
  ]);
  const child = fork(script, [minutes, warmUp, counted].map(String), { execArgv: ['--expose-gc'] });
  return new Promise((resolve, reject) => {
    let places: Places | undefined;
    child.once('message', (message: Places) => (places = message));
    child.once('exit', (code, signal) => {
      if (places !== undefined && code === 0) resolve(places);
      else reject(new Error(`the soak ended early (${signal ?? code})`));
    });
  });
}
