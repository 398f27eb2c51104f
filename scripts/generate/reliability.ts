import { readResults } from '../reliability/results';
import type { Kind, Result } from '../reliability/results';
import { formatted, pageHead } from './output';
import type { Output } from './output';

const RESULTS = 'docs/reliability.json';

const INTRO = `What was tried to break InitScope, and what came of it. Each line was measured by the command in it; \`--record\` notes the figures in [reliability.json](reliability.json), from which this page is made. Shorter forms of all three run in \`npm test\`. What guards against whom stands in [security.md](security.md).`;

const SECTIONS: Readonly<Record<Kind, readonly [title: string, text: string]>> = {
  fuzz: [
    'Bad input',
    `Every parser of what comes from outside reads inputs made by damaging valid ones (bits, numbers, pieces moved, doubled, torn out, spliced; checksums put right again in half of them), by property-based generators, and by damaging further whatever brought up a new outcome. A parser that is given a path reads it from memory, where it costs less. A _finding_ is an exception that is no refusal, a hang, more than 384 MB of heap, a message that no person would read, or data that break what training relies on. Inputs that once were findings are kept in \`test/fixtures/corpus\` and read again by every test run.`,
  ],
  faults: [
    'Faults',
    'Processes are killed with SIGKILL at random moments; then everything that had been acknowledged, on stdout or in run.json, is looked for. _Store_ is a process that makes, renames and deletes runs as fast as it can. _Training_ is a trainer, the window that started it, or the command line, in turn: the run is resumed after each kill, and in the end compared bit for bit with one that nobody disturbed; processes that outlive their host and files left behind count as losses too. What else is tried stands in [runs.md](runs.md#when-something-goes-wrong), as does by what rules several windows and several experiments share a workspace and its machine ([several at once](runs.md#several-at-once)).',
  ],
  soak: [
    'Soak',
    'Experiments one after the other, started by one _host_: half of them in a process each, as ever, half of them in one _trainer_ that does not end; all of them are followed by the host’s side of the panel and shown, tab by tab, on one page of the _panel_ in Chromium. After each round all three collect their garbage and count what they hold: slopes are those of the least-squares line, but for the first tenth; what _grew_ is the difference between the last count and the first.',
  ],
};

/** docs/reliability.md, from what was measured last. */
export const generateReliability = (root: URL): Promise<Output> => {
  const results = readResults(new URL(RESULTS, root));
  const sections = (Object.keys(SECTIONS) as Kind[]).flatMap((kind) => {
    const lines = Object.entries(results[kind] ?? {});
    const [title, text] = SECTIONS[kind];
    return lines.length === 0 ? [] : [`## ${title}`, text, table(lines)];
  });
  return formatted(root, 'docs/reliability.md', [pageHead('Reliability', INTRO), ...sections].join('\n\n'));
};

function table(lines: readonly (readonly [string, Result])[]): string {
  const columns = [...new Set(lines.flatMap(([, result]) => Object.keys(result)))].filter(
    (column) => column !== 'command',
  );
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (value: number | string | undefined): string =>
    typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '');
  return [
    row(['', ...columns, 'command']),
    row(['---', ...columns.map(() => '---:'), '---']),
    ...lines.map(([name, result]) =>
      row([name, ...columns.map((column) => cell(result[column])), `\`${result.command}\``]),
    ),
  ].join('\n');
}
