/** Problems that any schema can find, by stable code. */
export const schemaCodes = {
  syntax: 'The text is not well-formed YAML (JSON is YAML too).',
  empty: 'The file holds no value.',
  'too-large': 'The file is too long, or nested too deeply, to be a config.',
  alias: 'An alias names no anchor, refers to itself, or expands to too much.',
  'bad-key': 'A mapping has a key that is not plain text.',
  'duplicate-key': 'A mapping has the same key twice.',
  'unknown-key': 'A mapping has a key that means nothing there.',
  'misplaced-key': 'A parameter stands beside the entry that it belongs to, rather than indented below it.',
  'missing-key': 'A mapping lacks a key that it needs.',
  'wrong-type': 'A value is of another type than expected.',
  'out-of-range': 'A number lies outside its bounds.',
  'unknown-value': 'A name is none of the valid ones.',
  'several-choices': 'A mapping names several entries where one is to be chosen.',
  'text-length': 'A text is too short.',
  'text-pattern': 'A text has characters that are not allowed there.',
  'list-length': 'A list has too few or too many items.',
} as const;

export type SchemaCode = keyof typeof schemaCodes;
