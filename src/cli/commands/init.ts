import { writeFile } from 'node:fs/promises';
import { findTemplate, templates } from '../../experiment/templates';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { table } from '../format/table';

export interface InitOptions {
  readonly force?: true;
}

/** Writes a config from a template; without one, lists them. */
export async function init(
  environment: Environment,
  name: string | undefined,
  file: string | undefined,
  options: InitOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const listing = table(
    [
      { title: 'template', cell: (template) => template.name },
      { title: '', cell: (template) => template.title },
    ],
    templates,
  );
  if (name === undefined) {
    io.out(`${listing}\n`);
    return EXIT.ok;
  }
  const template = findTemplate(name);
  if (!template) throw new CliError(EXIT.usage, `There is no template "${name}".\n\n${listing}`);
  const shown = file ?? template.fileName;
  await write(resolvePath(environment, shown), shown, template.text, options.force === true);
  io.out(`${shown}\n`);
  io.err(`Train it with \`initscope run ${shown}\`.\n`);
  return EXIT.ok;
}

async function write(path: string, shown: string, text: string, overwrite: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: overwrite ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CliError(
      EXIT.usage,
      `${shown} exists already; name another file, or overwrite it with --force.`,
    );
  }
}
