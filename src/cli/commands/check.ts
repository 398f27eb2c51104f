import { inspectTransfer } from '../../runs/inspectTransfer';
import { RunStore } from '../../runs/store/runStore';
import { problemsOf } from '../../language/service/problems';
import type { ToldProblem } from '../../language/service/problems';
import { transferProblems, transferQuestion } from '../../language/service/transferProblems';
import { analyseConfig } from '../analyseConfig';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, toJson } from '../format/json';
import { problemWithSource } from '../format/problems';
import { toSarif } from '../format/sarif';

export interface CheckOptions {
  readonly json?: true;
  readonly sarif?: true;
  readonly strict?: true;
  /** Codes not to be told. */
  readonly ignore?: readonly string[];
  /** Folder of the runs that weights are taken over from. */
  readonly runs: string;
}

interface Checked {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly ToldProblem[];
}

/** Mistakes of configs and what the theory says of them, without training; fails when there is an error. */
export async function check(
  environment: Environment,
  paths: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const { io, version } = environment;
  const ignored = new Set(options.ignore);
  const store = new RunStore(resolvePath(environment, options.runs));
  const files: Checked[] = [];
  for (const path of paths) {
    const { document, analysis } = await analyseConfig(resolvePath(environment, path), path, () => io.now());
    const question = transferQuestion(document);
    const found = question === undefined ? [] : await inspectTransfer(question, store);
    const { text } = document;
    const problems = [...document.problems, ...transferProblems(document, found)];
    files.push({ path, text, problems: problemsOf({ text, problems }, analysis, ignored) });
  }
  if (options.sarif) io.out(toJson(toSarif(files, version)));
  else if (options.json) io.out(toJson({ format: JSON_FORMAT, files: files.map(fileFacts) }));
  else io.out(asText(files));
  const fails = ({ severity }: ToldProblem): boolean =>
    severity === 'error' || (options.strict === true && severity === 'warning');
  return files.some(({ problems }) => problems.some(fails)) ? EXIT.usage : EXIT.ok;
}

const fileFacts = ({ path, problems }: Checked): object => ({
  path,
  problems: problems.map(({ severity, code, message, range: { start, end }, suggestion }) => ({
    severity,
    code,
    message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    suggestion,
  })),
});

function asText(files: readonly Checked[]): string {
  const told = files.flatMap(({ path, text, problems }) =>
    problems.map((problem) => problemWithSource(path, text, problem)),
  );
  const all = files.flatMap(({ problems }) => problems);
  const tally = (['error', 'warning', 'info', 'hint'] as const).flatMap((severity) => {
    const count = all.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${NAMES[severity]}${count === 1 ? '' : 's'}`];
  });
  const configs = `${files.length} config${files.length === 1 ? '' : 's'}`;
  return `${[...told, `${configs}: ${tally.length === 0 ? 'nothing to say' : tally.join(', ')}`].join('\n\n')}\n`;
}

const NAMES: Readonly<Record<ToldProblem['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'hint',
};
