import { existsSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../../..');

/** What the suite runs with; `npm test` finds or installs it. */
export interface Environment {
  /** The extension as it is shipped. */
  readonly vsix: string;
  /** The command line, built. */
  readonly cli: string;
  /** Folder of code-server. */
  readonly vscode: string;
  readonly chromium: string;
}

/** Pictures of the workbench at the end of failed tests. */
export const FAILURES = path.join(ROOT, '.cache/e2e');

/** Variables that name nothing that exists. */
const missing = ['INITSCOPE_VSCODE', 'INITSCOPE_CHROMIUM'].filter(
  (name) => !existsSync(process.env[name] ?? ''),
);

/** Without a VS Code and a Chromium there is nothing to test with; `npm test -- --strict` fails then. */
export const canRun = missing.length === 0;
if (!canRun)
  console.warn(
    `SKIPPED: the end-to-end tests need ${missing.join(' and ')}, which \`npm test e2e\` provides.`,
  );

/** @throws when a program is missing, the extension has not been packaged, or the command not been built */
export function environment(): Environment {
  if (!canRun) throw new Error(`${missing.join(' and ')} must say where they are.`);
  const vsix = path.join(ROOT, '.cache/initscope.vsix');
  const cli = path.join(ROOT, 'dist/cli.cjs');
  for (const [file, command] of [
    [vsix, 'npm test e2e'],
    [cli, 'npm run build'],
  ] as const)
    if (!existsSync(file)) throw new Error(`${file} is not there: make it with \`${command}\`.`);
  const { INITSCOPE_VSCODE: vscode = '', INITSCOPE_CHROMIUM: chromium = '' } = process.env;
  return { vsix, cli, vscode, chromium };
}
