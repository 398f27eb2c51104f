import fs from 'node:fs';

/** Loaded before a program (`--require`): its file system takes its time over everything that is written. */
const MILLISECONDS = { write: 3, fsync: 15, file: 20 } as const;

/** How often what took its time. */
const waited = { write: 0, fsync: 0, file: 0 };
const still = new Int32Array(new SharedArrayBuffer(4));

function wait(what: keyof typeof MILLISECONDS): void {
  waited[what]++;
  Atomics.wait(still, 0, 0, MILLISECONDS[what]);
}

const { writeSync, fsyncSync } = fs;
fs.writeSync = ((...args: Parameters<typeof writeSync>) => {
  wait('write');
  return writeSync(...args);
}) as typeof writeSync;
fs.fsyncSync = (descriptor) => {
  wait('fsync');
  fsyncSync(descriptor);
};

const promises = fs.promises as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
for (const name of ['writeFile', 'rename', 'rm', 'mkdir', 'unlink']) {
  const use = promises[name];
  if (use === undefined) throw new Error(`node:fs/promises has no ${name}`);
  promises[name] = async (...args) => {
    waited.file++;
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS.file));
    return use(...args);
  };
}

const log = process.env['INITSCOPE_TEST_WAITED'];
process.on('exit', () => {
  if (log !== undefined) fs.appendFileSync(log, `${JSON.stringify(waited)}\n`);
});
