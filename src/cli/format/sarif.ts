import { experimentCodes } from '../../experiment/codes';
import { rules } from '../../language/rules/registry';
import type { Rule } from '../../language/rules/rule';
import type { ToldProblem } from '../../language/service/problems';
import { schemaCodes } from '../../schema/codes';

const LEVELS: Readonly<Record<ToldProblem['severity'], 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** Problems of several files as a SARIF 2.1.0 log, which code hosts show beside the lines. */
export const toSarif = (
  files: readonly { readonly path: string; readonly problems: readonly ToldProblem[] }[],
  version: string,
): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'InitScope', version, rules: descriptions() } },
      columnKind: 'utf16CodeUnits',
      results: files.flatMap(({ path, problems }) => problems.map((problem) => resultOf(path, problem))),
    },
  ],
});

const resultOf = (path: string, { code, severity, message, range: { start, end } }: ToldProblem): object => ({
  ruleId: code,
  level: LEVELS[severity],
  message: { text: message },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/') },
        region: {
          startLine: start.line,
          startColumn: start.column,
          endLine: end.line,
          endColumn: Math.max(end.column, end.line === start.line ? start.column + 1 : 1),
        },
      },
    },
  ],
});

const descriptions = (): object[] => [
  ...Object.entries<string>({ ...schemaCodes, ...experimentCodes }).map(([id, text]) => ({
    id,
    shortDescription: { text },
  })),
  ...Object.entries<Rule>(rules).map(([id, { title, doc, when }]) => ({
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: doc },
    help: { text: `${doc}\n\n${when}` },
  })),
];
