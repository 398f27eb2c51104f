import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createStream } from '../../src/random/stream';
import { isResumable } from '../../src/runs/resumable';
import { removeLeftovers } from '../../src/runs/store/leftovers';
import { RunReader } from '../../src/runs/store/runReader';
import { RunStore } from '../../src/runs/store/runStore';
import { systemDependencies } from '../../src/runs/store/runWriter';
import { LOSS } from '../../src/shared/tags';
import { kept, measured } from '../../test/support/measured';
import { bundleForNode, bundleProduct } from '../bundles';
import { temporaries } from './audit';
import type { KillReport } from './killStore';
import type { Order, Told } from './windowVictim';

/** What is killed, as bundles. */
interface Programs {
  readonly cli: string;
  readonly trainer: string;
  readonly window: string;
}

/** Bundles all that `killTraining` kills into a folder, which is to be inside the package: there engines are found. */
export async function bundlePrograms(folder: string): Promise<Programs> {
  const window = path.join(folder, 'windowVictim.cjs');
  await Promise.all([
    ...(['cli', 'trainer', 'worker'] as const).map((name) => bundleProduct(name, folder)),
    bundleForNode('scripts/faults/windowVictim.ts', window),
  ]);
  return { cli: path.join(folder, 'cli.cjs'), trainer: path.join(folder, 'trainer.cjs'), window };
}

export interface TrainingKillReport extends KillReport {
  /** Runs brought to their end, each compared with one that nobody disturbed. */
  readonly runs: number;
  readonly kills: Readonly<Record<Victim, number>>;
}

const VICTIMS = ['trainer', 'window', 'cli'] as const;
type Victim = (typeof VICTIMS)[number];

/** Real digits; noise, an optimizer with a state, evaluations and probes; a state kept every 25 steps. */
const CONFIG = `
name: killed
dataset: { source: mnist-embedded, trainSize: 400, validationSize: 100 }
model: { activation: relu, layers: [flatten, { dense: 16 }, { dropout: 0.1 }, { dense: 10 }] }
initializers: [heNormal, zeros]
training: { steps: 1500, batchSize: 32, evaluationInterval: 200, checkpoint: { steps: 25, keepLast: 2, best: loss } }
telemetry: { probeSamples: 32, probeInterval: 200 }
engine: onnxruntime
`;
/** How long what should end may take to, on a busy machine. */
const PATIENCE_MS = 60_000;

/**
 * Kills trainers, windows and commands that train at so many random moments from their start to their end, goes on with
 * the run each time, and compares what comes of it, bit for bit, with a run that nobody disturbed. After each kill it
 * looks for all steps that were told, for the run's state, for processes and for files left behind. Linux.
 */
export async function killTraining(
  programs: Programs,
  folder: string,
  { moments, seed }: { readonly moments: number; readonly seed: number },
): Promise<TrainingKillReport> {
  const random = createStream(seed, 'faults/training');
  const config = { path: path.join(folder, 'killed.initscope.yaml'), text: CONFIG };
  mkdirSync(folder, { recursive: true });
  writeFileSync(config.path, CONFIG);
  const order = (name: string): Order => ({
    trainer: programs.trainer,
    config,
    runsFolder: path.join(folder, name),
  });

  const begun = performance.now();
  const undisturbed = start(programs, order('whole'), 'window');
  await undisturbed.over;
  const longest = performance.now() - begun;
  const whole = undisturbed.run();
  if (whole === undefined) throw new Error('the run that nobody disturbs has not begun');
  const expected = await outcomeOf(whole);

  const losses: string[] = [];
  const kills = { trainer: 0, window: 0, cli: 0 };
  let [records, runs] = [0, 0];
  let runFolder: string | undefined;
  const parts = order('parts');
  for (let moment = 0; moment < moments;) {
    const victim = VICTIMS[random.below(VICTIMS.length)] ?? 'trainer';
    const started = start(programs, { ...parts, ...(runFolder && { runFolder }) }, victim);
    await Promise.race([delay(random.uniform() * longest), started.over]);
    if (await started.kill()) {
      moment++;
      kills[victim]++;
    }
    await started.over;
    losses.push(...(await orphans(programs)));

    const told = started.run() ?? runFolder;
    const audit = await auditRun(parts.runsFolder, told, started.steps());
    records += audit.records;
    losses.push(...audit.losses.map((loss) => `kill ${moment}, ${victim}: ${loss}`));
    await removeLeftovers(parts.runsFolder, systemDependencies); // what a next start begins with
    for (const left of await temporaries(parts.runsFolder)) losses.push(`${left} was left behind`);
    runFolder = audit.runFolder;
    if (!audit.finished || runFolder === undefined) continue;
    runs++;
    if ((await outcomeOf(runFolder)) !== expected)
      losses.push(`kill ${moment}: the run differs from one that nobody disturbed`);
    rmSync(parts.runsFolder, { recursive: true });
    runFolder = undefined;
  }
  return { moments, records, losses, runs, kills };
}

/** All that a run measured and the states it keeps, to the bit. */
const outcomeOf = async (runFolder: string): Promise<string> =>
  JSON.stringify([Object.entries(await measured(runFolder)).sort(), await kept(runFolder)]);

interface Started {
  /** Kills the victim; false when it had ended by itself. */
  kill(): Promise<boolean>;
  /** The process that was started is gone. */
  readonly over: Promise<unknown>;
  /** Folder of the run, once it was told. */
  run(): string | undefined;
  /** The last step told of each trial. */
  steps(): readonly { readonly initializer: string; readonly seed: number; readonly step: number }[];
}

function start(programs: Programs, order: Order, victim: Victim): Started {
  const args = victim === 'cli' ? cliArgs(programs, order) : [programs.window, JSON.stringify(order)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const over = once(child, 'exit');
  const told = (): readonly Told[] =>
    victim === 'cli' ? [] : linesOf(said.out).map((line) => JSON.parse(line) as Told);
  const find = <W extends Told['what']>(what: W): Extract<Told, { what: W }> | undefined =>
    told().findLast((one): one is Extract<Told, { what: W }> => one.what === what);
  return {
    over,
    async kill() {
      if (victim !== 'trainer') return child.exitCode === null && child.kill('SIGKILL');
      const pid = await whenThere(() => find('trainer')?.pid, child);
      if (pid === undefined || find('ended') !== undefined) return false;
      try {
        return process.kill(pid, 'SIGKILL');
      } catch {
        return false;
      }
    },
    run() {
      const id = /^run (\S+)$/m.exec(said.err)?.[1];
      const cliRun = id === undefined ? undefined : path.join(order.runsFolder, 'killed', id);
      return find('run')?.folder ?? cliRun;
    },
    steps: () => find('steps')?.trials ?? [],
  };
}

const cliArgs = ({ cli }: Programs, { config, runsFolder, runFolder }: Order): string[] =>
  runFolder === undefined
    ? [cli, 'run', config.path, '--out', runsFolder]
    : [cli, 'resume', path.basename(runFolder), '--runs', runsFolder];

const linesOf = (text: string): string[] =>
  text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);

async function whenThere<T>(look: () => T | undefined, child: ChildProcess): Promise<T | undefined> {
  while (look() === undefined && child.exitCode === null) await delay(5);
  return look();
}

interface RunAudit {
  readonly runFolder?: string;
  readonly finished: boolean;
  readonly records: number;
  readonly losses: readonly string[];
}

/** Looks at the one run that there may be. */
async function auditRun(
  runsFolder: string,
  told: string | undefined,
  steps: ReturnType<Started['steps']>,
): Promise<RunAudit> {
  const entries = await new RunStore(runsFolder).list();
  const [entry] = entries;
  if (entry === undefined)
    return { finished: false, records: 0, losses: told === undefined ? [] : [`${told} is not listed`] };
  const losses = entries.length === 1 ? [] : [`${entries.length} runs are listed`];
  if (entry.kind === 'unreadable')
    return { finished: false, records: 1, losses: [...losses, `${entry.id}: ${entry.reason}`] };
  const { manifest, folder } = entry;
  const finished = manifest.state === 'finished';
  if (!finished && (manifest.state !== 'interrupted' || !isResumable(manifest)))
    losses.push(
      `the run is ${manifest.state}, its trials ${manifest.trials.map(({ state }) => state).join(', ')}`,
    );
  const reader = await RunReader.load(folder);
  let records = 1;
  for (const { initializer, seed, step } of [...steps, ...manifest.trials]) {
    const found = new Set(reader.find({ initializer, seed, split: 'train', tag: LOSS })?.steps);
    // the updates made are numbered from 0
    for (let wanted = 0; wanted < step; wanted++, records++)
      if (!found.has(wanted))
        losses.push(`${initializer}, seed ${seed}: update ${wanted} of ${step} is lost`);
  }
  return { runFolder: folder, finished, records, losses };
}

/** Trainers that outlive their host. Given time: they look for it once a second. */
async function orphans({ trainer }: Programs): Promise<readonly string[]> {
  for (const since = performance.now(); ;) {
    const left = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes(trainer));
    const others = left.filter(
      (pid) => !commandOf(pid).includes('windowVictim') && Number(pid) !== process.pid,
    );
    if (others.length === 0) return [];
    if (performance.now() - since > PATIENCE_MS)
      return others.map((pid) => `process ${pid} outlived its host`);
    await delay(50);
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // gone meanwhile
  }
}
