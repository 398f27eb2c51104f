import { crashedAttempt, probeEngines } from '../../engine/doctor';
import type { EngineAttempt } from '../../engine/engine';
import type { EngineName } from '../../shared/engineNames';
import type { TrainerClient } from '../../trainer/client';
import { TrainerError } from '../../trainer/outcome';

export interface DiagnoseOptions {
  readonly launch: () => Promise<TrainerClient>;
  readonly engineFolders: readonly string[];
  readonly now: () => number;
  /** Called before each engine is tried. */
  readonly trying: (engine: EngineName) => void;
  /** Aborted: engines not tried yet are left out. */
  readonly signal: AbortSignal;
}

/** Tries every engine in a process of its own, so that one that crashes is a row of the table and no more. */
export const diagnose = (options: DiagnoseOptions): Promise<readonly EngineAttempt[]> =>
  probeEngines(async (engine) => {
    options.signal.throwIfAborted();
    options.trying(engine);
    return probe(engine, options);
  });

async function probe(
  engine: EngineName,
  { launch, engineFolders, now, signal }: DiagnoseOptions,
): Promise<EngineAttempt> {
  const start = now();
  const trainer = await launch();
  const abort = (): void => void trainer.dispose();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const [attempt] = await trainer.capabilities({ engines: engine, engineFolders });
    return attempt ?? crashedAttempt(engine, 'it gave no answer', now() - start);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TrainerError) return crashedAttempt(engine, error.message, now() - start);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    await trainer.dispose();
  }
}
