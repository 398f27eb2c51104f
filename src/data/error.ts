import type { RemoteFile } from './entry';

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

/** A file of data cannot be used. The message is complete for a person: file, place, what was found and expected. */
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
  return `${excerpt(place)}: found ${excerpt(found)}, expected ${excerpt(expected)}`;
}

/** Part of a message that may quote a file, without what makes it unreadable: its bulk and its control characters. */
const excerpt = (text: string): string => {
  const shown = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return shown.length <= MAX_PART ? shown : `${shown.slice(0, MAX_PART)} …`;
};
const MAX_PART = 400;

/** A dataset that has to be fetched is not in the cache, and could not be or was not to be fetched. */
export class DatasetUnavailableError extends Error {
  override readonly name = 'DatasetUnavailableError';
  /** Registry name. */
  readonly dataset: string;
  /** Folder that the files belong in. */
  readonly folder: string;
  readonly files: readonly RemoteFile[];

  /** @param reason why it is not there, as the start of a sentence: `it has not been fetched yet` */
  constructor(
    dataset: string,
    folder: string,
    files: readonly RemoteFile[],
    reason: string,
    options?: ErrorOptions,
  ) {
    const addresses = files.map(({ name, address }) => `  ${address} as ${name}`).join('\n');
    super(
      `The dataset "${dataset}" is not available: ${reason}. To use it without InitScope's own download, put\n` +
        `${addresses}\ninto the folder ${folder}. ` +
        'The dataset "mnist-embedded" works without any download.',
      options,
    );
    this.dataset = dataset;
    this.folder = folder;
    this.files = files;
  }
}
