import { constants, setPriority } from 'node:os';
import { ENGINE_NAMES } from '../shared/engineNames';
import { probeEngines } from '../engine/doctor';
import { probeEngine } from '../engine/open';
import { locateServices } from '../engine/services';
import type { RunWriter } from '../runs/store/runWriter';
import { connectTo } from './connection';
import { watchHost } from './hostWatch';
import { refusal } from './refusal';
import { serve } from './serve';
import { startRun } from './startRun';

/** Entry of the trainer process; a host forks it, see client.ts. */

// training takes every core that is free; the editor it runs beside goes first. Threads begun later inherit this
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

let writer: RunWriter | undefined;

/** The host is gone, and this process with it. Readers take a run whose process is gone for interrupted. */
const leave = (): void => {
  try {
    writer?.flush();
  } finally {
    process.exit(0);
  }
};
process.on('disconnect', leave);
process.on('SIGTERM', leave);
// Ctrl-C in a terminal reaches this process too; what it means is the host's to say
process.on('SIGINT', () => undefined);

const now = (): number => performance.now();
const connection = connectTo(process);
serve(connection, {
  async startRun(params, feed, log, found) {
    try {
      return await startRun(params, {
        moduleFolder: __dirname,
        feed,
        note: (text) => log({ level: 'info', text }),
        onFinding: found,
        onRun: (made) => (writer = made),
        now,
      });
    } catch (error) {
      throw refusal(error);
    }
  },
  capabilities({ engines, engineFolders }) {
    const places = locateServices(__dirname, engineFolders);
    return probeEngines(
      (engine) => probeEngine(engine, places),
      engines === 'auto' ? ENGINE_NAMES : [engines],
    );
  },
  watchHost: (pid) => watchHost(pid, leave),
  now,
});
connection.listen();
