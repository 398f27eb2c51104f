import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { prerequisites, provide } from './test/prerequisites';

/**
 * `npm test [suite …] [--strict]`: runs the suites in order, installs what they need where it may, and closes with
 * `N passed, N failed, N skipped`. `--strict` (CI) turns a missing prerequisite or a skipped test into a failure.
 */
const SUITES = ['unit', 'conformance', 'integration', 'e2e'] as const;

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const args = process.argv.slice(2);
const strict = args.includes('--strict');
const chosen = SUITES.filter((suite) => args.every((arg) => arg.startsWith('--')) || args.includes(suite));
const results = '.cache/test-results';

function run(command: string, ...rest: string[]): void {
  const { status } = spawnSync(command, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error(`${command} ${rest.join(' ')} failed`);
    process.exit(1);
  }
}

/** Runs one suite in a process of its own and reads vitest's JSON account of it. */
function runSuite(suite: string): Tally {
  console.log(`\n── ${suite} ${'─'.repeat(60 - suite.length)}`);
  const report = path.join(results, `${suite}.json`);
  const { status } = spawnSync(
    'npx',
    [
      'vitest',
      'run',
      '--project',
      suite,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  let tally: Tally;
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as Record<string, number>;
    tally = {
      passed: numPassedTests ?? 0,
      failed: numFailedTests ?? 0,
      skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    };
  } catch {
    tally = { passed: 0, failed: 0, skipped: 0 };
  }
  // A suite that could not even be loaded has no failed test, but it has failed.
  if (status !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const missing: string[] = [];
if (chosen.some((suite) => suite !== 'unit')) {
  for (const prerequisite of prerequisites) {
    const provision = await provide(prerequisite);
    if ('path' in provision) process.env[prerequisite.variable] = provision.path;
    else
      missing.push(
        `${prerequisite.name} is missing, so ${prerequisite.neededFor} are skipped: ${provision.missing}`,
      );
  }
  run('npm', 'run', '--silent', 'build');
}
if (chosen.includes('e2e')) {
  const target = `${process.platform}-${process.arch}`;
  run('npx', 'tsx', 'scripts/package.ts', '--target', target, '--out', '.cache/packages');
  copyFileSync(`.cache/packages/initscope-${target}.vsix`, '.cache/initscope.vsix');
}

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const suite of chosen) {
  const tally = runSuite(suite);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}

for (const line of missing) console.log(`\n${line}`);
const incomplete = strict && missing.length > 0;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || incomplete ? 1 : 0;
