import { connectTo } from '../../../../src/trainer/connection';
import { watchHost } from '../../../../src/trainer/hostWatch';
import { serve } from '../../../../src/trainer/serve';
import type { LiveFeed } from '../../../../src/trainer/liveFeed';
import { createControl } from '../../../../src/training/control';

/**
 * A trainer that speaks the real protocol, but does what the experiment's name says instead of training. It leaves
 * as the real one does.
 */
const never = new Promise<never>(() => undefined);

async function flood(feed: LiveFeed): Promise<'finished'> {
  for (let step = 0; step < 1_000_000; step++) {
    feed.scalar(
      { initializer: 'zeros', seed: 0 },
      { split: 'train', tag: 'loss', step, wallTime: 0, value: step },
    );
    if (step % 1000 !== 0) continue;
    feed.tick();
    await new Promise(setImmediate);
  }
  return 'finished';
}

const behaviours: Record<string, (feed: LiveFeed) => Promise<'finished' | 'stopped'>> = {
  crash() {
    for (let line = 1; line <= 100; line++) console.log(`line ${line}`);
    setImmediate(() => process.exit(3));
    return never;
  },
  fail: () => Promise.reject(new Error('The disk is full.')),
  hang() {
    setImmediate(() => {
      for (;;);
    });
    return never;
  },
  idle: () => never,
  flood,
};

process.on('disconnect', () => process.exit(0));
const connection = connectTo(process);
serve(connection, {
  startRun: ({ experiment }, feed) =>
    Promise.resolve({
      control: createControl(),
      responds: () => Promise.resolve(),
      done: behaviours[experiment.name]?.(feed) ?? never,
      started: {
        runId: 'run',
        runFolder: '/nowhere/run',
        engine: { name: 'cpu', device: 'none', reason: 'scripted' },
        attempts: [],
        totalSteps: 1,
        stepsPerEpoch: 1,
      },
    }),
  continueRun: () => Promise.reject(new Error('not part of any script')),
  openEvaluation: () => Promise.reject(new Error('not part of any script')),
  stepOperations: () => Promise.reject(new Error('not part of any script')),
  exportNetwork: () => Promise.reject(new Error('not part of any script')),
  capabilities: () => Promise.resolve([]),
  watchHost: (pid) => watchHost(pid, () => process.exit(0)),
  now: () => performance.now(),
});
connection.listen();
