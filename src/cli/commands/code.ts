import { FRAMEWORKS } from '../../nn/code/code';
import type { Framework } from '../../nn/code/code';
import { codeWriters } from '../../nn/code/registry';
import type { Experiment, InitializerChoice } from '../../experiment/experiment';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { findRun } from '../loadRun';
import { readConfig } from '../readConfig';

export interface CodeOptions {
  readonly to: Framework;
  readonly initializer?: string;
  readonly runs: string;
}

const CONFIG = /\.(ya?ml|json)$/;

/** Writes the network of a run or config, with one of its initializers, as Python. */
export async function code(
  environment: Environment,
  reference: string,
  { to, initializer, runs }: CodeOptions,
): Promise<ExitCode> {
  const experiment = await experimentOf(environment, reference, runs);
  const { model, name } = experiment;
  if (model.layers.length === 0)
    throw new CliError(EXIT.usage, `${reference} does not tell which network it is of.`);
  const chosen = initializerMeant(experiment, initializer);
  environment.io.out(codeWriters[to]({ model, initializer: chosen, name }));
  return EXIT.ok;
}

async function experimentOf(environment: Environment, reference: string, runs: string): Promise<Experiment> {
  if (CONFIG.test(reference))
    return (await readConfig(resolvePath(environment, reference), reference)).experiment;
  const { reader } = await findRun(environment, runs, reference);
  return reader.manifest.experiment;
}

/** @throws CliError `usage` when there is none of that label, or none is named and there are several */
function initializerMeant({ initializers }: Experiment, label: string | undefined): InitializerChoice {
  const [first, ...others] = initializers;
  const found = label === undefined ? first : initializers.find((choice) => choice.label === label);
  if (found !== undefined && (label !== undefined || others.length === 0)) return found;
  const there = initializers.map((choice) => choice.label).join(', ');
  throw new CliError(
    EXIT.usage,
    label === undefined
      ? `There are several initializers: name one with --initializer; there are: ${there}.`
      : `There is no initializer "${label}"; there are: ${there}.`,
  );
}

export const FRAMEWORK_NAMES = Object.keys(FRAMEWORKS) as Framework[];
