import { inEnglish, renderCapabilities } from '../../engine/doctor';
import { launchTrainer } from '../../trainer/client';
import { diagnose } from '../../trainer/diagnose';
import { trainerScript } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, toJson } from '../format/json';

export interface DoctorOptions {
  readonly json?: true;
}

/** Tries every engine and says which work, on which device, and what to do about the others. */
export async function doctor(environment: Environment, options: DoctorOptions): Promise<ExitCode> {
  const { io, folders, version } = environment;
  const attempts = await diagnose({
    launch: () => launchTrainer({ script: trainerScript(environment) }),
    engineFolders: [folders.engines],
    now: () => io.now(),
    trying: (engine) => io.err(`trying ${engine} …\n`),
  });
  const node = process.version;
  io.out(
    options.json
      ? toJson({ format: JSON_FORMAT, version, node, engines: attempts.map(inEnglish), folders })
      : [
          renderCapabilities(attempts),
          '',
          `InitScope ${version}, Node ${node}, ${process.platform} ${process.arch}`,
          `datasets in ${folders.datasets}`,
          `engines installed on demand in ${folders.engines}`,
          '',
        ].join('\n'),
  );
  return attempts.some(({ usable }) => usable) ? EXIT.ok : EXIT.engineUnavailable;
}
