import type { Outline } from '../../experiment/parse';
import { analyse } from '../analysis';
import type { Analysis } from '../analysis';
import type { ConfigDocument } from './configDocument';

/** A config file that is being written. */
export interface ConfigState {
  readonly document: ConfigDocument;
  readonly analysis: Analysis;
  /** The last analysis in which the model was valid: what hovers go on to show while a line is half typed. */
  readonly lastGood: Analysis;
  /** Of the last version without a mistake, which could be run. */
  readonly lastValid: Outline | undefined;
}

/** The state after another version was read. */
export function advance(document: ConfigDocument, previous?: ConfigState): ConfigState {
  const analysis = analyse(document.outline, previous?.analysis);
  const isGood = analysis.predictions.some((prediction) => prediction !== undefined);
  return {
    document,
    analysis,
    lastGood: isGood ? analysis : (previous?.lastGood ?? analysis),
    lastValid: document.experiment === undefined ? previous?.lastValid : document.outline,
  };
}
