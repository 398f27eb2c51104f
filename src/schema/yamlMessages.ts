import type { ErrorCode } from 'yaml';
import { t } from '../shared/l10n';

/** An error of the YAML library. */
export interface YamlMistake {
  readonly code: ErrorCode;
  /** In the library's English, which tells apart what has one code. */
  readonly message: string;
  /** What stands where it is. */
  readonly written: string;
}

/** What is not YAML, in the reader's language: the library speaks English alone, and of the grammar of YAML. */
export const yamlMessage = (mistake: YamlMistake): string => MESSAGES[mistake.code](mistake);

const MESSAGES: Readonly<Record<ErrorCode, (mistake: YamlMistake) => string>> = {
  ALIAS_PROPS: () => t('an alias cannot have an anchor or a tag'),
  BAD_ALIAS: () => t('an anchor or alias needs a name that does not end in ":"'),
  BAD_COLLECTION_TYPE: ({ written }) => t('the tag {0} does not fit the value behind it', brief(written)),
  BAD_DIRECTIVE: () => t('a line that starts with "%" is a directive, and this is none that is known'),
  BAD_DQ_ESCAPE: ({ message }) =>
    t(
      '{0} means nothing in double quotes; write {1} for a backslash, or use single quotes',
      part(/sequence (.+)/, message) ?? '\\',
      '\\\\',
    ),
  BAD_INDENT: (mistake) =>
    unclosed(mistake) ?? t('expected the same indentation as the other keys or items it stands among'),
  BAD_PROP_ORDER: () => t('an anchor or tag stands behind the "-" or ":" of its value'),
  BAD_SCALAR_START: ({ written }) => t('a text cannot start with {0}; put it in quotes', brief(written)),
  BLOCK_AS_IMPLICIT_KEY: () => nested(),
  BLOCK_IN_FLOW: () =>
    t('expected "," between two items in brackets, or brackets around what is nested in them'),
  DUPLICATE_KEY: ({ written }) => t('duplicate key "{0}"; it was given before', written),
  IMPOSSIBLE: ({ written }) => unexpected(written),
  KEY_OVER_1024_CHARS: () => t('a key has at most {0} characters', 1024),
  MISSING_CHAR: (mistake) => missing(mistake),
  MULTILINE_IMPLICIT_KEY: () => t('a key stands on one line; is ":" missing behind the text above it?'),
  MULTIPLE_ANCHORS: () => t('a value has at most one anchor'),
  MULTIPLE_DOCS: () => t('a file holds one experiment; expected its end, found a second document'),
  MULTIPLE_TAGS: () => t('a value has at most one tag'),
  NON_STRING_KEY: () => t('expected a key of plain text'),
  RESOURCE_EXHAUSTION: () => t('nested too deeply'),
  TAB_AS_INDENT: () => t('tabs cannot indent YAML; use spaces'),
  TAG_RESOLVE_FAILED: ({ written }) => t('unknown tag {0}', brief(written)),
  UNEXPECTED_TOKEN: ({ message, written }) =>
    /on same line with key/.test(message) ? nested() : unexpected(written),
};

function missing(mistake: YamlMistake): string {
  const { message, written } = mistake;
  const quote = part(/closing (["'])/, message);
  if (quote !== undefined) return t('expected {0} at the end of the text in quotes', quote);
  if (/followed by map values/.test(message))
    return written === '' ? t('expected a key') : t('expected ":" behind {0}', brief(written));
  if (/, (or : )?between/.test(message)) return t('expected "," between two items in brackets');
  if (/space after :/.test(message)) return t('expected a space behind ":"');
  if (/^Comments/.test(message)) return t('expected a space before "#"');
  if (/without - /.test(message)) return t('expected "-" before {0}, an item of the list', brief(written));
  return unclosed(mistake) ?? t('a character is missing before {0}', brief(written));
}

const unclosed = ({ message }: YamlMistake): string | undefined => {
  const bracket = part(/end with an? ([\]}])/, message);
  return bracket === undefined
    ? undefined
    : t('expected "{0}": the bracket is not closed, or what stands in it is not indented', bracket);
};

const nested = (): string => t('a key or list within another key needs lines of its own, indented below it');

const unexpected = (written: string): string =>
  written === '' ? t('something is missing here') : t('unexpected {0}', brief(written));

const part = (pattern: RegExp, message: string): string | undefined => pattern.exec(message)?.[1];

const LONGEST = 40;

/** The beginning of what stands there, within a line, in quotes. */
const brief = (written: string): string => {
  const [line = ''] = written.trim().split('\n', 1);
  return JSON.stringify(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line);
};
