import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const SETUP_MILLISECONDS = 240_000;

/** TensorBoard's own Python code, in a virtual environment that is made on first use, or why there is none. */
export type TensorBoard = { readonly python: string } | { readonly missing: string };

/** @param base interpreter and options that the environment is made with */
export function provideTensorBoard(
  environment: string,
  base: { readonly python: string; readonly options: readonly string[] } = { python: 'python3', options: [] },
): TensorBoard {
  const python =
    process.platform === 'win32'
      ? join(environment, 'Scripts', 'python.exe')
      : join(environment, 'bin', 'python');
  if (existsSync(python) && hasTensorBoard(python)) return { python };
  const made = run(base.python, '-m', 'venv', '--clear', ...base.options, environment);
  if (made !== undefined) return { missing: `python3 -m venv failed: ${made}` };
  const installed = run(python, '-m', 'pip', 'install', '--quiet', '--retries', '1', 'tensorboard');
  if (installed !== undefined) return { missing: `pip install tensorboard failed: ${installed}` };
  return hasTensorBoard(python)
    ? { python }
    : { missing: 'tensorboard was installed but cannot be imported' };
}

/** Runs a script and returns what it prints. @throws with the script's last words */
export function runPython(python: string, script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(python, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${script} failed: ${stderr.slice(-2000)}`);
  return stdout;
}

const hasTensorBoard = (python: string): boolean => run(python, '-c', 'import tensorboard') === undefined;

/** What went wrong, or undefined. */
function run(command: string, ...args: string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: SETUP_MILLISECONDS,
    killSignal: 'SIGKILL',
  });
  if (error) return error.message;
  return status === 0 ? undefined : stderr.trim().slice(-300);
}
