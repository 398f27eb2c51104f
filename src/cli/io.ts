/** What a command sees of the process it runs in. */
export interface Io {
  /** Results: what a person reads or a script parses. */
  out(text: string): void;
  /** Progress, notes and errors. */
  err(text: string): void;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal behind `err`. */
  readonly columns: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Calls back at each Ctrl-C or request to terminate; the returned function ends that. */
  onInterrupt(callback: () => void): () => void;
}

/** `timeout` and npm hand on a signal that has reached the process already: the same wish, for that long. */
const ECHO_MS = 500;

export function processIo(): Io {
  // `initscope list | head`: who no longer reads needs no answer
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY,
    columns: process.stderr.isTTY ? process.stderr.columns : 80,
    cwd: process.cwd(),
    env: process.env,
    now: () => performance.now(),
    onInterrupt(callback) {
      let heardAt = -Infinity;
      const hear = (): void => {
        const isEcho = performance.now() - heardAt < ECHO_MS;
        heardAt = performance.now();
        if (!isEcho) callback();
      };
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, hear);
      return () => {
        for (const signal of signals) process.off(signal, hear);
      };
    },
  };
}
