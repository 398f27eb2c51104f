import type { Processes } from '../../../src/runs/store/processes';
import { RunWriter } from '../../../src/runs/store/runWriter';
import { experimentOf, startOf } from '../../support/manifest';
import { FakeClock } from './fakeClock';

export { experimentOf, startOf };

/** Processes of one machine; `alive` are those that live. */
export function fakeProcesses(pid = 100, alive: Set<number> = new Set([pid])): Processes {
  return {
    host: 'testhost',
    pid,
    identify: (now) => ({ host: 'testhost', pid, noted: now }),
    isAlive: (other) => other.host !== 'testhost' || alive.has(other.pid),
  };
}

export const createRun = async (
  runsFolder: string,
  experiment = experimentOf(['heNormal']),
  { clock = new FakeClock(), processes = fakeProcesses(), random = Math.random } = {},
): Promise<RunWriter> => RunWriter.create(runsFolder, startOf(experiment), { clock, processes, random });
