import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode, bundleProduct } from './bundles';
import { record } from './reliability/results';
import type { Result } from './reliability/results';

/**
 * `npm run soak -- [--minutes N] [--record]`: experiments one after the other from one host, each in a trainer of its
 * own and followed by a panel's host side, and what they leave in the host's memory. `--record` notes the slopes for docs/reliability.md.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '3' }, record: { type: 'boolean', default: false } },
});
const folder = path.resolve('.cache/soak');
const script = path.join(folder, 'main.cjs');
await Promise.all([
  bundleForNode('scripts/soak/main.ts', script),
  bundleProduct('trainer', folder),
  bundleProduct('worker', folder),
]);

const child = fork(script, [values.minutes], { execArgv: ['--expose-gc'] });
child.once('message', (result: Omit<Result, 'command'>) => {
  console.log(result);
  const command = `npm run soak -- --minutes ${values.minutes}`;
  if (values.record) record('soak', 'one host', { ...result, command });
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
