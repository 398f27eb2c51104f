import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { aptInstall, run } from './prerequisite';

/** The system's own Python, which the others are made of. */
export const python = '/usr/bin/python3';

export const canImport = (interpreter: string, module: string): boolean =>
  spawnSync(interpreter, ['-c', `import ${module}`]).status === 0;

export const interpreterOf = (environment: string): string => path.join(environment, 'bin/python');

/** Makes a virtual environment anew, with packages of PyPI. @throws with the failed command's last words. */
export async function pipInstall(
  environment: string,
  requirements: readonly string[],
  ...options: string[]
): Promise<void> {
  if (!canImport(python, 'ensurepip')) await aptInstall('python3-venv');
  await run(python, ['-m', 'venv', '--clear', ...options, environment]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--retries', '3', ...requirements];
  await run(interpreterOf(environment), pip);
}
