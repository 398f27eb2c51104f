import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode } from './bundles';
import { addToCorpus, readCorpus } from './fuzz/corpus';
import { memoryFiles } from './fuzz/memory/plugin';
import { supervise } from './fuzz/supervise';
import { targets } from './fuzz/targets/registry';
import type { TargetName } from './fuzz/targets/registry';
import { record } from './reliability/results';

/**
 * `npm run fuzz -- [parser …] [--inputs N] [--seed S] [--seeds K] [--record]`: reads N damaged inputs with each parser,
 * and N others for each of the K − 1 seeds after S. What goes wrong is written to test/fixtures/corpus/<parser>, where
 * the tests find it. `--record` notes the counts for docs/reliability.md, after each seed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(targets, name));
if (unknown.length > 0) {
  console.error(`no parser "${unknown.join('", "')}"; there are ${Object.keys(targets).join(', ')}`);
  process.exit(2);
}
const chosen = (positionals.length > 0 ? positionals : Object.keys(targets)) as TargetName[];
const [inputs, firstSeed, seeds] = [values.inputs, values.seed, values.seeds].map(Number) as [
  number,
  number,
  number,
];

// in memory where that can be: half of all parsers read a file for each input
const memory = '/dev/shm';
const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'initscope-fuzz-'));
process.env['INITSCOPE_FUZZ_FOLDER'] = folder;
const script = path.resolve('.cache/fuzz/worker.cjs');
await bundleForNode('scripts/fuzz/worker.ts', script, { plugins: [memoryFiles] });

let found = 0;
for (const target of chosen) {
  const journal = path.join(folder, 'journal');
  const corpus = readCorpus(target);
  const total = { inputs: 0, accepted: 0, outcomes: new Set<string>(), findings: 0 };
  for (let done = 0; done < seeds; done++) {
    const start = performance.now();
    const seed = firstSeed + done;
    const { failures, ...report } = await supervise(script, { target, inputs, seed, corpus, journal });
    const seconds = (performance.now() - start) / 1000;
    total.inputs += report.inputs;
    total.accepted += report.accepted;
    total.findings += failures.length;
    for (const outcome of report.outcomes) total.outcomes.add(outcome);
    console.log(
      `${target}, seed ${seed}: ${report.inputs} inputs in ${seconds.toFixed(1)} s, ${report.accepted} read, ` +
        `${report.outcomes.size} different outcomes, ${failures.length} findings`,
    );
    // one input of each kind is enough to keep
    const kinds = new Map(failures.map(({ bytes, reason }) => [kindOf(reason), bytes]));
    for (const [kind, bytes] of kinds) console.log(`  ${addToCorpus(target, bytes)}: ${kind}`);
    if (!values.record || total.findings > 0) continue;
    const further = done === 0 ? '' : ` --seeds ${done + 1}`;
    const command = `npm run fuzz -- ${target} --inputs ${inputs} --seed ${firstSeed}${further}`;
    record('fuzz', target, { ...total, outcomes: total.outcomes.size, command });
  }
  found += total.findings;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${found} findings`);
process.exitCode = found > 0 ? 1 : 0;

/** What was thrown, and where. */
function kindOf(reason: string): string {
  return reason
    .split('\n')
    .slice(0, 3)
    .join('\n')
    .replace(/\(.*\/(?=[^/]*$)/gm, '(');
}
