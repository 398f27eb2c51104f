import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode, bundlePage, bundleProduct } from './bundles';
import { record } from './reliability/results';
import type { Places } from './soak/main';

/**
 * `npm run soak -- [--minutes N] [--record]`: experiments one after the other, half of them in a trainer process each,
 * half of them in one, all of them shown by one page of the panel; and what they leave in the memory of the host, the
 * trainer and the page. `--record` notes the slopes for docs/reliability.md.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '3' }, record: { type: 'boolean', default: false } },
});
const folder = path.resolve('.cache/soak');
const script = path.join(folder, 'main.cjs');
await Promise.all([
  bundleForNode('scripts/soak/main.ts', script),
  bundleForNode('scripts/soak/trainer.ts', path.join(folder, 'oneTrainer.cjs')),
  bundleProduct('trainer', folder),
  bundleProduct('worker', folder),
  bundlePage(folder, { minify: true }),
]);

const child = fork(script, [values.minutes], { execArgv: ['--expose-gc'] });
child.once('message', (places: Places) => {
  console.log(places);
  const command = `npm run soak -- --minutes ${values.minutes}`;
  if (values.record)
    for (const [place, result] of Object.entries(places)) record('soak', place, { ...result, command });
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
