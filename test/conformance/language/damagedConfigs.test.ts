import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { completionsAt } from '../../../src/language/service/completion/complete';
import { codeLensesOf } from '../../../src/language/service/codeLenses';
import { parseConfig } from '../../../src/language/service/configDocument';
import { codeActionsOf } from '../../../src/language/service/fixes/codeActions';
import { toDiagnostic } from '../../../src/language/service/diagnostics';
import { foldingOf } from '../../../src/language/service/folding';
import { hoverAt } from '../../../src/language/service/hover/hover';
import { inlayHintsOf } from '../../../src/language/service/inlayHints';
import { problemsOf } from '../../../src/language/service/problems';
import { renameRange } from '../../../src/language/service/rename';
import { advance } from '../../../src/language/service/state';
import type { ConfigState } from '../../../src/language/service/state';
import { symbolsOf } from '../../../src/language/service/symbols';
import { parseSource } from '../../../src/schema/parse';
import type { Range } from 'vscode-languageserver-types';
import { damaged } from './damage';
import { withoutOrigins } from '../../support/syntax';
import { URI, registeredOnly } from '../../unit/language/service/fixtures';

const COUNT = 10_000;

/** Ranges that lie outside the text. */
function outside(text: string, ranges: readonly Range[]): Range[] {
  const lines = text.split('\n');
  const isInside = ({ line, character }: Range['start']): boolean =>
    line >= 0 && line < lines.length && character >= 0 && character <= (lines[line]?.length ?? 0);
  return ranges.filter(
    ({ start, end }) =>
      !isInside(start) ||
      !isInside(end) ||
      start.line > end.line ||
      (start.line === end.line && start.character > end.character),
  );
}

const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 1e9, character: 0 } };

test(
  `${COUNT} damaged configs: nothing is thrown, every range lies in the file`,
  { timeout: 600_000 },
  async () => {
    let state: ConfigState | undefined;
    let byBlocks = 0;
    for (let index = 0; index < COUNT; index++) {
      const { text, random } = damaged(index);
      try {
        const config = parseConfig(URI, index, text, registeredOnly.describe, state?.document);
        // by blocks, as after a keystroke, or as a whole: the same is read
        const whole = parseSource(text).root;
        expect(isDeepStrictEqual(withoutOrigins(config.outline.root), withoutOrigins(whole))).toBe(true);
        if (config.blocks !== state?.document.blocks) byBlocks++;
        state = advance(config, state);
        const diagnostics = problemsOf(state.document, state.analysis).map((problem) =>
          toDiagnostic(problem),
        );
        const ranges = [
          ...diagnostics.map(({ range }) => range),
          ...codeLensesOf(state, undefined).map(({ range }) => range),
          ...symbolsOf(state.document).flatMap(({ range, selectionRange, children = [] }) => [
            range,
            selectionRange,
            ...children.map((child) => child.range),
          ]),
          ...inlayHintsOf(state, ALL).map(({ position }) => ({ start: position, end: position })),
        ];
        foldingOf(state.document);
        if (index % 5 === 0) {
          const afresh = parseConfig(URI, index, text, registeredOnly.describe);
          expect(config.problems).toEqual(afresh.problems);
          expect(config.outline.initializers).toEqual(afresh.outline.initializers);
          const offset = random(text.length + 1);
          const hover = hoverAt(state, offset);
          if (hover?.range) ranges.push(hover.range);
          const renamed = renameRange(state.document, offset);
          if (renamed) ranges.push(renamed);
          const listFolder = () => Promise.resolve([]);
          for (const { textEdit } of await completionsAt(state.document, offset, { listFolder }))
            if (textEdit && 'range' in textEdit) ranges.push(textEdit.range);
          for (const { edit } of codeActionsOf(state, diagnostics.slice(0, 3)))
            ranges.push(
              ...Object.values(edit?.changes ?? {}).flatMap((edits) => edits.map(({ range }) => range)),
            );
        }
        expect(outside(text, ranges)).toEqual([]);
      } catch (error) {
        throw new Error(`config ${index}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
    expect(byBlocks).toBeGreaterThan(COUNT / 10);
  },
);
