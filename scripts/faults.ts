import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode } from './bundles';
import { killOften } from './faults/kill';
import { record } from './reliability/results';

/**
 * `npm run faults -- [--moments N] [--seed S] [--record]`: kills a process that makes, trains, renames and deletes runs
 * at N random moments, and looks for all that it had acknowledged. `--record` notes the counts for docs/reliability.md.
 */
const { values } = parseArgs({
  options: {
    moments: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});
const [moments, seed] = [Number(values.moments), Number(values.seed)];
const folder = mkdtempSync(path.join(tmpdir(), 'initscope-faults-'));
const script = path.resolve('.cache/faults/writer.cjs');
await bundleForNode('scripts/faults/writer.ts', script);

const { records, losses } = await killOften(script, path.join(folder, 'runs'), { moments, seed });
rmSync(folder, { recursive: true, force: true });
for (const loss of losses) console.error(loss);
console.log(`${moments} kills, ${records} acknowledged records looked for, ${losses.length} losses`);
if (values.record && losses.length === 0)
  record('faults', 'store killed', {
    kills: moments,
    records,
    losses: 0,
    command: `npm run faults -- --moments ${moments} --seed ${seed}`,
  });
process.exitCode = losses.length > 0 ? 1 : 0;
