import { progressBar, progressLine } from './format/progress';
import type { Io } from './io';
import type { Progress } from '../trainer/protocol';

/** Between two plain lines, where no terminal redraws them. */
const PLAIN_INTERVAL_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

/** Shows how training goes on standard error: a bar that redraws itself in a terminal, else a line now and then. */
export interface ProgressDisplay {
  update(progress: Progress): void;
  /** Writes a line of its own, the bar staying below it. */
  note(text: string): void;
  /** Takes the bar away. */
  close(): void;
}

export function createProgressDisplay(
  io: Pick<Io, 'err' | 'errIsTerminal' | 'columns' | 'now'>,
): ProgressDisplay {
  return io.errIsTerminal ? bar(io) : lines(io);
}

function bar(io: Pick<Io, 'err' | 'columns'>): ProgressDisplay {
  let shown = '';
  return {
    update(progress) {
      shown = progressBar(progress, io.columns);
      io.err(CLEAR_LINE + shown);
    },
    note: (text) => io.err(`${shown === '' ? '' : CLEAR_LINE}${text}\n${shown}`),
    close() {
      if (shown !== '') io.err(CLEAR_LINE);
      shown = '';
    },
  };
}

function lines(io: Pick<Io, 'err' | 'now'>): ProgressDisplay {
  let writtenAt = -Infinity;
  return {
    update(progress) {
      if (io.now() - writtenAt < PLAIN_INTERVAL_MS) return;
      writtenAt = io.now();
      io.err(`${progressLine(progress)}\n`);
    },
    note: (text) => io.err(`${text}\n`),
    close: () => undefined,
  };
}
