import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { systemDependencies } from '../../src/runs/store/runWriter';
import { removeLeftovers } from '../../src/runs/store/leftovers';
import { createStream } from '../../src/random/stream';
import { audit, temporaries } from './audit';
import type { Acknowledged } from './storeVictim';

export interface KillReport {
  readonly moments: number;
  readonly records: number;
  readonly losses: readonly string[];
}

/** Longest time between a victim's first sign and its end, in milliseconds: some three runs. */
const LONGEST = 120;

/**
 * Kills a process that makes runs at so many random moments, each time in the same runs folder, and looks each time for
 * all that was acknowledged, for temporary files once another process has begun, and for runs listed twice.
 *
 * @param script bundle of storeVictim.ts
 */
export async function killOften(
  script: string,
  runsFolder: string,
  { moments, seed }: { readonly moments: number; readonly seed: number },
): Promise<KillReport> {
  const random = createStream(seed, 'faults');
  const losses: string[] = [];
  let records = 0;
  for (let moment = 0; moment < moments; moment++) {
    const acknowledged = await killOne(script, runsFolder, random.uniform() * LONGEST);
    const result = await audit(runsFolder, acknowledged);
    records += result.records;
    losses.push(...result.losses);
    await removeLeftovers(runsFolder, systemDependencies); // what a next start begins with
    for (const path of await temporaries(runsFolder)) losses.push(`${path} was left behind`);
  }
  return { moments, records, losses };
}

async function killOne(script: string, runsFolder: string, after: number): Promise<readonly Acknowledged[]> {
  const child = spawn(process.execPath, [script, runsFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  await delay(after);
  child.kill('SIGKILL');
  await once(child, 'close');
  const whole = said.slice(0, said.lastIndexOf('\n'));
  return whole.split('\n').map((line) => JSON.parse(line) as Acknowledged);
}
