import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { withRoom } from '../../shared/withRoom';
import { DataError } from '../error';
import type { PathParameters } from '../pathParameters';
import type { RawDataset } from '../raw';
import { formatCount } from '../../shared/figures';

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;
const TARGET_NAMES = ['label', 'class', 'target'];
/** More different values than this in the target column are numbers to predict, not classes. */
const MAX_CLASSES = 1_000;

/** Names and place of the columns, known once the first line is read. */
interface Columns {
  readonly names: readonly string[];
  /** Position of the target among them. */
  readonly target: number;
  readonly hasHeader: boolean;
}

/** Cells as read: features row by row, the target's text and line of each row. */
interface Table {
  readonly columns: Columns;
  readonly features: Float32Array;
  readonly targets: readonly string[];
  readonly lines: readonly number[];
}

/**
 * A CSV file (RFC 4180, UTF-8): one sample a line, one column the target, all others numeric features. Class names
 * are the different texts of the target column, in numeric order if all are numbers, else in code-point order.
 *
 * @returns samples of shape [columns − 1]; no test set
 * @throws DataError with the line of the first cell that does not fit
 */
export function readCsv(bytes: Uint8Array, file: string, options: PathParameters): RawDataset {
  holdUtf8(bytes, file);
  const table = readTable(bytes, file, options);
  const width = table.columns.names.length - 1;
  const samples = { count: table.targets.length, shape: [width], values: table.features };
  if (options.target === 'values') {
    const values = Float32Array.from(table.targets, (text, row) =>
      toNumber(text, { file, line: table.lines[row]!, column: table.columns.names[table.columns.target]! }),
    );
    return { train: { ...samples, targets: { kind: 'values', values, width: 1 } }, outputs: 1 };
  }
  const classes = classNames(table, file);
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const labels = Int32Array.from(table.targets, (text) => labelOf.get(text)!);
  return {
    train: { ...samples, targets: { kind: 'classes', labels } },
    classes,
    outputs: classes.length,
  };
}

/** Texts in another encoding would be mangled silently, and two classes perhaps become one. */
function holdUtf8(bytes: Uint8Array, file: string): void {
  if (isUtf8(bytes)) return;
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, next))) break;
    start = next;
  }
  throw new DataError({ file, line, found: 'bytes that are no UTF-8', expected: 'text in UTF-8' });
}

function readTable(bytes: Uint8Array, file: string, options: PathParameters): Table {
  const targets: string[] = [];
  const lines: number[] = [];
  let columns: Columns | undefined;
  let features = new Float32Array(1024);
  let used = 0;

  const addRow = (cells: readonly string[], line: number): void => {
    if (columns === undefined) {
      columns = readColumns(cells, line, file, options);
      if (columns.hasHeader) return;
    }
    const { names, target } = columns;
    if (cells.length !== names.length) {
      throw new DataError({
        file,
        line,
        found: `${cells.length} cells`,
        expected: `${names.length} as in the first line`,
      });
    }
    features = withRoom(features, used + cells.length);
    for (const [column, text] of cells.entries()) {
      if (column === target) targets.push(text);
      else features[used++] = toNumber(text, { file, line, column: names[column]! });
    }
    lines.push(line);
  };

  parseRows(bytes, file, SEPARATORS[options.separator], addRow);
  if (columns === undefined || targets.length === 0) {
    throw new DataError({ file, found: 'no line of data', expected: 'at least one' });
  }
  return { columns, features: features.slice(0, used), targets, lines };
}

function parseRows(
  bytes: Uint8Array,
  file: string,
  delimiter: string,
  addRow: (cells: readonly string[], line: number) => void,
): void {
  try {
    parse(bytes, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        addRow(cells, lines);
        return null; // keep nothing: a table of strings would take many times the file's size
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = cause['lines'];
    throw new DataError(
      { file, ...(typeof line === 'number' && { line }), found: cause.message, expected: 'CSV' },
      { cause },
    );
  }
}

function readColumns(cells: readonly string[], line: number, file: string, options: PathParameters): Columns {
  const hasHeader =
    options.header === 'yes' || (options.header === 'auto' && !cells.some((text) => isNumber(text)));
  if (cells.length < 2) {
    const expected = `a target and at least one feature, separated by a ${options.separator}`;
    throw new DataError({ file, line, found: 'a single column', expected });
  }
  const names = hasHeader ? cells : cells.map((_, column) => String(column));
  return { names, hasHeader, target: findTarget(names, hasHeader, line, file, options.label) };
}

function findTarget(
  names: readonly string[],
  hasHeader: boolean,
  line: number,
  file: string,
  label: string | undefined,
): number {
  if (label === undefined) {
    const named = hasHeader ? names.findIndex((name) => TARGET_NAMES.includes(name.toLowerCase())) : -1;
    return named >= 0 ? named : names.length - 1;
  }
  const named = names.indexOf(label);
  if (named >= 0) return named;
  if (/^\d+$/.test(label) && Number(label) < names.length) return Number(label);
  const choices = hasHeader ? names.join(', ') : `0 to ${names.length - 1}`;
  throw new DataError({
    file,
    line,
    found: `no column "${label}"`,
    expected: `one of the columns ${choices}`,
  });
}

function classNames({ targets, lines, columns }: Table, file: string): readonly string[] {
  const names = [...new Set(targets)];
  const column = columns.names[columns.target]!;
  const empty = targets.indexOf('');
  if (empty >= 0) {
    const found = `an empty cell in column "${column}"`;
    throw new DataError({ file, line: lines[empty]!, found, expected: 'a class' });
  }
  if (names.length > MAX_CLASSES) {
    throw new DataError({
      file,
      found: `${formatCount(names.length)} different values in column "${column}"`,
      expected: `at most ${formatCount(MAX_CLASSES)} classes; for regression set "target: values"`,
    });
  }
  return names.every(isNumber) ? names.sort((a, b) => Number(a) - Number(b)) : names.sort();
}

/** Numbers that single precision can hold; a larger one would become infinite. */
const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Math.fround(Number(text)));

function toNumber(text: string, place: { file: string; line: number; column: string }): number {
  if (isNumber(text)) return Number(text);
  throw new DataError({
    file: place.file,
    line: place.line,
    found: `"${text}" in column "${place.column}"`,
    expected: 'a number of at most 3.4e38 in size',
  });
}
