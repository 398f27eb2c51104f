import { crashedAttempt, probeEngines } from '../engine/doctor';
import type { EngineAttempt } from '../engine/engine';
import { phrase } from '../shared/phrase';
import type { Phrase } from '../shared/phrase';
import type { EngineName } from '../shared/engineNames';
import type { TrainerClient } from './client';
import { TrainerError } from './outcome';

export interface DiagnoseOptions {
  /** Absent: all. */
  readonly engines?: readonly EngineName[];
  readonly launch: () => Promise<TrainerClient>;
  readonly engineFolders: readonly string[];
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Called before each engine is tried. */
  readonly trying: (engine: EngineName) => void;
}

/** Tries every engine in a process of its own, so that one that crashes is a row of the table and no more. */
export const diagnose = (options: DiagnoseOptions): Promise<readonly EngineAttempt[]> =>
  probeEngines(async (engine) => {
    options.trying(engine);
    return probe(engine, options);
  }, options.engines);

async function probe(
  engine: EngineName,
  { launch, engineFolders, now }: DiagnoseOptions,
): Promise<EngineAttempt> {
  const start = now();
  const crashed = (how: string | Phrase): EngineAttempt =>
    crashedAttempt(engine, how, Math.round(now() - start));
  const trainer = await launch();
  try {
    const [attempt] = await trainer.capabilities({ engines: engine, engineFolders });
    return attempt ?? crashed(phrase('it gave no answer'));
  } catch (error) {
    if (error instanceof TrainerError) return crashed(error.message);
    throw error;
  } finally {
    await trainer.dispose();
  }
}
