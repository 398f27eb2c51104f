/** The last lines that a process wrote: what a person needs to see when it dies. */
export interface LogTail {
  /** Takes output as it comes, cut anywhere. */
  write(chunk: string): void;
  /** Oldest first, an unfinished last line included. */
  lines(): readonly string[];
}

/** Longer lines are cut, so that the whole tail is bounded. */
const LONGEST_LINE = 2000;

/** @param onLine called with each line once it is whole */
export function createLogTail(capacity: number, onLine: (line: string) => void): LogTail {
  const kept: string[] = [];
  let unfinished = '';

  return {
    write(chunk) {
      const [first = '', ...rest] = chunk.split(/\r?\n/);
      unfinished = (unfinished + first).slice(0, LONGEST_LINE);
      for (const next of rest) {
        if (unfinished !== '') {
          kept.push(unfinished);
          if (kept.length > capacity) kept.shift();
          onLine(unfinished);
        }
        unfinished = next.slice(0, LONGEST_LINE);
      }
    },
    lines: () => (unfinished === '' ? [...kept] : [...kept, unfinished].slice(-capacity)),
  };
}
