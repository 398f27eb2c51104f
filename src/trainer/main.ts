import { constants, setPriority } from 'node:os';
import { ENGINE_NAMES } from '../shared/engineNames';
import { probeEngines } from '../engine/doctor';
import { probeEngine } from '../engine/open';
import { locateServices } from '../engine/services';
import type { RunWriter } from '../runs/store/runWriter';
import { exportOf, operationsOf } from './askRun';
import { connectTo } from './connection';
import { continueRun } from './continueRun';
import { watchHost } from './hostWatch';
import type { LiveFeed } from './liveFeed';
import type { LogLine } from './protocol';
import { openEvaluation } from './evaluateRun';
import { refusing } from './refusal';
import type { RunServices } from './runServices';
import { serve } from './serve';
import type { ActiveRun } from './serve';
import { startRun } from './startRun';

/** Entry of the trainer process; a host forks it, see client.ts. */

// training takes every core that is free; the editor it runs beside goes first. Threads begun later inherit this
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

let writer: RunWriter | undefined;
let active: ActiveRun | undefined;

/** The host is gone, and this process with it. Readers take a run whose process is gone for interrupted. */
const leave = (): void => {
  try {
    writer?.flush();
  } finally {
    process.exit(0);
  }
};
process.on('disconnect', leave);
/** Who asks this process to end wants a run under way to be stopped and saved. The host, told of that, lets go. */
process.on('SIGTERM', () => {
  if (active) void active.control.stop();
  else leave();
});
// Ctrl-C in a terminal, or its end, reaches this process too; what it means is the host's to say
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

const now = (): number => performance.now();
const connection = connectTo(process);

const noteTo =
  (log: (line: LogLine) => void): RunServices['note'] =>
  (text) =>
    log({ level: 'info', text });

/** Begins a run or goes on with one; a refusal reaches the host with its code. */
const beginning =
  <P>(begin: (params: P, services: RunServices) => Promise<ActiveRun>, folderOf: (params: P) => string) =>
  (
    params: P,
    feed: LiveFeed,
    log: (line: LogLine) => void,
    found: RunServices['onFinding'],
  ): Promise<ActiveRun> =>
    refusing(
      begin(params, {
        moduleFolder: __dirname,
        feed,
        note: noteTo(log),
        onFinding: found,
        onRun: (made) => (writer = made),
        now,
      }).then((run) => (active = run)),
      folderOf(params),
    );

serve(connection, {
  startRun: beginning(startRun, ({ runsFolder }) => runsFolder),
  continueRun: beginning(continueRun, ({ runFolder }) => runFolder),
  capabilities({ engines, engineFolders }) {
    const places = locateServices(__dirname, engineFolders);
    return probeEngines(
      (engine) => probeEngine(engine, places),
      engines === 'auto' ? ENGINE_NAMES : [engines],
    );
  },
  openEvaluation: (params, log) =>
    refusing(openEvaluation(params, { moduleFolder: __dirname, note: noteTo(log) })),
  stepOperations: (params) => refusing(operationsOf(params)),
  exportNetwork: (params) => refusing(exportOf(params)),
  watchHost: (pid) => watchHost(pid, leave),
  now,
});
connection.listen();
