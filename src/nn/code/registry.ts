import type { Framework } from './code';
import { kerasCode } from './keras';
import type { CodeRequest } from './network';
import { pytorchCode } from './pytorch';

/** Writes a network with one of its initializers as a Python module, by framework. */
export const codeWriters: Readonly<Record<Framework, (request: CodeRequest) => string>> = {
  keras: kerasCode,
  pytorch: pytorchCode,
};
