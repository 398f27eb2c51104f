import { spawnSync } from 'node:child_process';

/** A Python with TensorBoard's own code and, where there is one, PyTorch; `npm test` provides it. */
export const tensorBoardPython = process.env['INITSCOPE_TENSORBOARD_PYTHON'];
if (tensorBoardPython === undefined)
  console.warn('SKIPPED: what needs TensorBoard itself, for INITSCOPE_TENSORBOARD_PYTHON names no Python');

/** Runs a script and returns what it prints. @throws with the script's last words */
export function runPython(script: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(tensorBoardPython ?? '', [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${script} failed: ${stderr.slice(-2000)}`);
  return stdout;
}
