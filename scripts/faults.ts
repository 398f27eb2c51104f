import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode } from './bundles';
import { killOften } from './faults/killStore';
import type { KillReport } from './faults/killStore';
import { bundlePrograms, killTraining } from './faults/killTraining';
import { record } from './reliability/results';

/**
 * `npm run faults -- [store] [training] [--moments N] [--seed S] [--record]`: kills processes at N random moments, and
 * looks for all that they had acknowledged: one that makes, renames and deletes runs as fast as it can, and those that
 * train (trainer, window, command line). `--record` notes the counts for docs/reliability.md.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    moments: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});
const [moments, seed] = [Number(values.moments), Number(values.seed)];
const folder = mkdtempSync(path.join(tmpdir(), 'initscope-faults-'));
const bundles = path.resolve('.cache/faults');

/** What came of it, and how often each kind of process was killed. */
type Attempt = KillReport & { readonly kinds?: Readonly<Record<string, number>> };

const attempts = {
  async store(): Promise<Attempt> {
    const script = path.join(bundles, 'storeVictim.cjs');
    await bundleForNode('scripts/faults/storeVictim.ts', script);
    return killOften(script, path.join(folder, 'store'), { moments, seed });
  },
  async training(): Promise<Attempt> {
    const programs = await bundlePrograms(bundles);
    const report = await killTraining(programs, path.join(folder, 'training'), { moments, seed });
    const { trainer, window, cli } = report.kills;
    console.log(
      `killed: ${trainer} trainers, ${window} windows, ${cli} commands; ${report.runs} runs compared`,
    );
    return { ...report, kinds: { trainers: trainer, windows: window, commands: cli } };
  },
} as const;

let lost = 0;
for (const [name, attempt] of Object.entries(attempts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const { records, losses, kinds } = await attempt();
  lost += losses.length;
  for (const loss of losses) console.error(loss);
  console.log(
    `${name}: ${moments} kills, ${records} acknowledged records looked for, ${losses.length} losses`,
  );
  if (values.record && losses.length === 0)
    record('faults', `${name} killed${seed === 1 ? '' : ` (seed ${seed})`}`, {
      kills: moments,
      ...kinds,
      records,
      losses: 0,
      command: `npm run faults -- ${name} --moments ${moments} --seed ${seed}`,
    });
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = lost > 0 ? 1 : 0;
