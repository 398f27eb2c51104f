import { appendFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { findingKey, formatFinding, parseFinding } from '../../health/finding';
import type { HealthFinding } from '../../health/finding';
import { FINDINGS_FILE } from './layout';

/** Appends a finding whole: it is on disk when this returns, whatever becomes of the process. */
export const appendFinding = (runFolder: string, finding: HealthFinding): void =>
  appendFileSync(join(runFolder, FINDINGS_FILE), formatFinding(finding));

/** Follows the findings of a run. A line that is not whole yet is left for the next look. */
export class FindingsReader {
  readonly #path: string;
  readonly #found = new Map<string, HealthFinding>();
  #read = 0;

  constructor(runFolder: string) {
    this.#path = join(runFolder, FINDINGS_FILE);
  }

  /** Oldest first; of one that was made again, after a run was resumed, the first. */
  get findings(): readonly HealthFinding[] {
    return [...this.#found.values()];
  }

  /**
   * Reads what was appended since the last look.
   * @throws the file system's error when there is a file that cannot be read
   */
  async poll(): Promise<readonly HealthFinding[]> {
    const news: HealthFinding[] = [];
    for (const line of await this.#newLines()) {
      const finding = parseFinding(line);
      if (finding === undefined || this.#found.has(findingKey(finding))) continue;
      this.#found.set(findingKey(finding), finding);
      news.push(finding);
    }
    return news;
  }

  async #newLines(): Promise<readonly string[]> {
    const file = await open(this.#path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (file === undefined) return [];
    try {
      const { size } = await file.stat();
      if (size <= this.#read) return [];
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(size - this.#read),
        0,
        size - this.#read,
        this.#read,
      );
      const whole = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
      this.#read += whole;
      return buffer.subarray(0, whole).toString('utf8').split('\n');
    } finally {
      await file.close();
    }
  }
}
