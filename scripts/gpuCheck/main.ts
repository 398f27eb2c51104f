/**
 * Checks GPU engines against the cpu engine and times them beside ONNX Runtime:
 * `npm run gpu-check [-- --software]`. Each engine runs in a process of its own. Writes `bench/gpu.json` and `docs/gpu.md`
 * where a GPU was found. `--software` also takes a GPU played by software, for its correctness only, as CI does; it checks two
 * networks instead of one for each entry of the registries.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine } from '../../src/engine/engine';
import { EngineError } from '../../src/engine/engineError';
import { say } from '../../src/shared/phrase';
import { reopenEngine } from '../../src/engine/open';
import { locateServices } from '../../src/engine/services';
import type { EngineName } from '../../src/shared/engineNames';
import { CATALOGUE } from '../../test/conformance/engine/networks/catalogue';
import { FEW, REPRESENTATIVE } from '../../test/conformance/engine/networks/representative';
import { findAdapter } from '../../test/conformance/engine/softwareGpu';
import { compareTo, expectationOf } from './correctness';
import { SPEED_NETWORKS } from './networks';
import { gpuPage } from './page';
import type { Report } from './report';
import { SHARINGS, measureLooks, measureSpeed } from './speed';
import type { LookTime, Speed } from './speed';

const ENGINES = ['tensorflow-gpu', 'webgpu', 'onnxruntime'] as const;
const TRIALS = [1, 2, 4, 8, 16, 32, 64];

const { values: options } = parseArgs({
  options: {
    software: { type: 'boolean', default: false },
    inside: { type: 'string' },
    out: { type: 'string' },
  },
});

const open = (name: EngineName): Promise<Engine> => {
  const folders = process.env['INITSCOPE_ENGINE_FOLDERS']?.split(delimiter) ?? [];
  return reopenEngine(name, locateServices(process.cwd(), folders));
};

async function check(name: (typeof ENGINES)[number]): Promise<Report> {
  const networks = options.software ? FEW : [...CATALOGUE, ...REPRESENTATIVE];
  // before TensorFlow.js is on a GPU: engines share its global object
  const cpu = name === 'onnxruntime' ? undefined : await open('cpu');
  const expected = cpu && (await expectationOf(cpu, networks));
  cpu?.dispose();
  if (options.software && name === 'webgpu') {
    const missing = await findAdapter();
    if (missing !== undefined) return { engine: name, skipped: missing };
  }
  const engine = await open(name);
  const { version, device } = engine;
  const row = { engine: name, version, device };
  const isGpu = device.kind === 'gpu';
  if (expected && !isGpu && !(options.software && device.kind === 'software-gpu'))
    return { ...row, skipped: `it runs on ${device.name}, which is no GPU.` };
  const correctness = expected && (await compareTo(expected, engine, networks));
  if (device.kind === 'software-gpu') return { ...row, ...(correctness && { correctness }) };
  const speeds: Speed[] = [];
  const looks: LookTime[] = [];
  for (const network of SPEED_NETWORKS) looks.push(...(await measureLooks(engine, network)));
  for (const network of SPEED_NETWORKS)
    for (const sharing of isGpu ? SHARINGS : ['in turn' as const])
      for (const trials of TRIALS.filter((count) => sharing === 'in turn' || count > 1))
        speeds.push(await measureSpeed(engine, network, trials, sharing));
  return { ...row, ...(correctness && { correctness }), looks, speeds };
}

/** Runs one engine in a process of its own: a native library that crashes takes its process along. */
function spawnCheck(engine: EngineName): Report {
  const folder = mkdtempSync(join(tmpdir(), 'initscope-gpu-'));
  const out = join(folder, 'report.json');
  const own = [...process.argv.slice(1), '--inside', engine, '--out', out];
  const { status, signal } = spawnSync(process.execPath, own, { stdio: 'inherit' });
  try {
    if (status !== 0)
      return { engine, skipped: `its process ended with ${signal ?? `code ${status ?? '?'}`}.` };
    return JSON.parse(readFileSync(out, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print({ engine, version, device, skipped, correctness, looks, speeds }: Report): void {
  console.log(
    `\n${[engine, version, device && `on ${device.name} (${device.kind})`].filter(Boolean).join(' ')}`,
  );
  if (skipped !== undefined) console.log(`  not checked: ${skipped}`);
  if (correctness) {
    console.log(`  ${correctness.passed} networks agree with cpu, ${correctness.mistakes.length} differ`);
    for (const mistake of correctness.mistakes) console.log(`    ${mistake}`);
  }
  for (const { network, program, milliseconds } of looks ?? [])
    console.log(`  ${network.padEnd(40)} ${milliseconds.toFixed(1).padStart(7)} ms  ${program}`);
  if (!speeds) return;
  console.log(`  steps/s by trials ${TRIALS.map((trials) => String(trials).padStart(7)).join('')}`);
  for (const { name } of SPEED_NETWORKS)
    for (const sharing of SHARINGS) {
      const row = speeds.filter((speed) => speed.network === name && speed.sharing === sharing);
      if (row.length === 0) continue;
      const cells = TRIALS.map((trials) => row.find((speed) => speed.trials === trials)?.stepsPerSecond);
      const line = cells.map((cell) => (cell?.toFixed(0) ?? '').padStart(7)).join('');
      console.log(`  ${name.padEnd(40)} ${line}  ${sharing}`);
    }
}

const writeAtomically = (file: string, content: string): void => {
  writeFileSync(`${file}.tmp`, content);
  renameSync(`${file}.tmp`, file);
};

async function inside(name: (typeof ENGINES)[number], out: string): Promise<void> {
  const report = await check(name).catch((thrown: unknown): Report => {
    if (thrown instanceof EngineError) return { engine: name, skipped: say(thrown.reason) };
    throw thrown;
  });
  writeAtomically(out, JSON.stringify(report));
}

function all(): void {
  const gpus = ENGINES.filter((name) => name !== 'onnxruntime').map(spawnCheck);
  for (const report of gpus) print(report);
  const failed = gpus.some(({ correctness }) => (correctness?.mistakes.length ?? 0) > 0);
  const checked = gpus.some(({ correctness }) => correctness !== undefined);
  if (gpus.some(({ speeds }) => speeds)) {
    const peer = spawnCheck('onnxruntime');
    print(peer);
    const reports = [...gpus, peer];
    writeAtomically('bench/gpu.json', `${JSON.stringify(reports, undefined, 2)}\n`);
    writeAtomically('docs/gpu.md', gpuPage(reports, TRIALS, new Date().toISOString().slice(0, 10)));
  } else console.log('\nNo GPU was found, so no speed was measured and bench/gpu.json was left as it was.');
  if (options.software && !checked) console.error('Asked for --software, but no engine could be checked.');
  process.exitCode = failed || (options.software && !checked) ? 1 : 0;
}

const chosen = ENGINES.find((name) => name === options.inside);
if (chosen && options.out !== undefined) void inside(chosen, options.out);
else all();
