import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { connectTo } from '../../src/trainer/connection';
import * as protocol from '../../src/trainer/protocol';
import type { Sample } from './sample';

/**
 * A trainer process that trains one run after the other, which shows what a run leaves behind: hosts start one for each.
 */
export interface OneTrainer {
  /**
   * Resolves when the run is over and whoever follows it has seen its end; rejects when it fails or the process is
   * gone.
   */
  train(
    params: protocol.StartParams,
    follow: (runFolder: string) => Promise<void>,
  ): Promise<protocol.StartResult>;
  sample(): Promise<Sample>;
  close(): Promise<void>;
}

/** @param script bundle of trainer.ts */
export async function openTrainer(script: string): Promise<OneTrainer> {
  const child = fork(script, [], {
    serialization: 'advanced',
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'],
  });
  const exit = once(child, 'exit');
  const gone = exit.then(([code, signal]) => {
    throw new Error(`the trainer is gone (${String(signal ?? code)})`);
  });
  gone.catch(() => undefined); // told to whoever waits for an answer
  const connection = connectTo(child);
  let ended: ((end: Error | undefined) => void) | undefined;
  connection.onNotification(protocol.Finished, () => ended?.(undefined));
  connection.onNotification(protocol.Failed, ({ message }) => ended?.(new Error(message)));
  connection.onNotification(protocol.Metrics, () =>
    connection.sendNotification(protocol.MetricsHandled, { count: 1 }),
  );
  let sampled: ((sample: Sample) => void) | undefined;
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    const sample = /^sample (.*)$/.exec(line)?.[1];
    if (sample !== undefined) sampled?.(JSON.parse(sample) as Sample);
  });
  connection.listen();
  await connection.sendRequest(protocol.Hello, {
    protocol: protocol.PROTOCOL_VERSION,
    hostPid: process.pid,
  });

  return {
    async train(params, follow) {
      const end = new Promise<Error | undefined>((resolve) => (ended = resolve));
      const started = await Promise.race([connection.sendRequest(protocol.Start, params), gone]);
      const [failure] = await Promise.race([Promise.all([end, follow(started.runFolder)]), gone]);
      if (failure) throw failure;
      return started;
    },
    sample: () =>
      Promise.race([
        new Promise<Sample>((resolve) => {
          sampled = resolve;
          child.stdin?.write('\n');
        }),
        gone,
      ]),
    async close() {
      child.disconnect();
      await exit;
    },
  };
}
