/** Exit codes of the command, documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** Training or a command failed. */
  failed: 1,
  /** Unknown command or option, a mistake in the config, no such run. */
  usage: 2,
  /** The engine asked for cannot be used here. */
  engineUnavailable: 3,
  /** A dataset cannot be read. */
  dataUnavailable: 4,
  /** Stopped by Ctrl-C; the run is saved as stopped. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error whose message is all that the user needs to see. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
