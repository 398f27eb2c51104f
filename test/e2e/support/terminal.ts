import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Editor } from './editor';
import { until } from './wait';
import { config } from './workspace';

/** Trains with the command line in the folder that the editor shows. */
export async function runInTerminal(
  { environment, workspace }: Editor,
  name: string,
  text = config({ name, steps: 60 }),
): Promise<void> {
  await workspace.write(`${name}.initscope.yaml`, text);
  await promisify(execFile)(
    process.execPath,
    [environment.cli, 'run', `${name}.initscope.yaml`, '--engine', 'wasm'],
    { cwd: workspace.folder },
  );
}

/** The explorer shows the run of an experiment, and what it came to: a row that is drawn anew takes no command. */
export async function untilListed({ workbench }: Editor, name: string): Promise<void> {
  await until(workbench.row(name)).toContain('1 run');
  // a run under way tells its progress between its start and its best figure
  await until(workbench.runOf(name)).toMatch(/:\d\dheNormal \d+\.\d %/);
}
