/** What is wrong with a file of data, told so that a person can find the place. */
export interface DataProblem {
  readonly file: string;
  /** Offset from the start of the (decompressed) file; absent when the file as a whole is meant. */
  readonly byte?: number;
  /** Line from 1, in text files. */
  readonly line?: number;
  /** Member of an archive: `x_train.npy`. */
  readonly member?: string;
  readonly found: string;
  readonly expected: string;
}

/** A dataset cannot be read. The message is complete for a person: file, place, what was found and expected. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly problem: DataProblem;

  constructor(problem: DataProblem, options?: ErrorOptions) {
    super(describeProblem(problem), options);
    this.problem = problem;
  }
}

function describeProblem({ file, byte, line, member, found, expected }: DataProblem): string {
  const place = [
    file,
    ...(member === undefined ? [] : [member]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
  ].join(', ');
  return `${place}: found ${found}, expected ${expected}`;
}
