import { IGNORE_SETTING } from '../../src/language/names';
import { rules } from '../../src/language/rules/registry';
import type { Remedy, Rule } from '../../src/language/rules/rule';
import { IGNORE } from '../../src/language/service/silence';
import { formatted, pageHead } from './output';
import type { Output } from './output';

const REMEDIES: Readonly<Record<Remedy, string>> = {
  fittingInitializer: 'use the initializer that fits the activation',
  criticalScale: 'set the exact spread for this fan-in (initializers of fixed spread)',
  standardize: 'standardize the inputs',
  batchNorm: 'insert `batchNorm` behind the hidden layers',
};

const INTRO = `What the theory says of a config before anything is trained, as you type and from \`initscope check\`. Each finding names layer and numbers and stands on the initializer that it is about, or on the dataset when it is the same for all.

**Severity follows consequence**: an error cannot learn, a warning will learn badly, a hint could be better. Where a config compares several initializers, one of them may be meant to fail: errors and warnings about a single initializer are then told as information.

**To silence** a finding, write its code in a comment on its line or above, or add it to the setting \`${IGNORE_SETTING}\`:

\`\`\`yaml
initializers:
  # ${IGNORE} broken-symmetry
  - zeros
\`\`\`

The predictions are those of infinitely wide networks; how they are made, and how they compare with measurements, stands in [theory.md](theory.md). Mistakes of a config itself are listed under [problems](reference/problems.md).`;

/** docs/diagnostics.md, from the registry of rules. */
export const generateDiagnostics = (root: URL): Promise<Output> =>
  formatted(
    root,
    'docs/diagnostics.md',
    [
      pageHead('Findings about a config', INTRO),
      ...Object.entries<Rule>(rules).map(([code, rule]) => section(code, rule)),
    ].join('\n\n'),
  );

const section = (code: string, { title, doc, when, source, remedies }: Rule): string =>
  [
    `## \`${code}\``,
    `**${title}.** ${doc}`,
    when,
    `Quick fixes: ${remedies.map((remedy) => REMEDIES[remedy]).join('; ')}.`,
    `Source: ${source}.`,
  ].join('\n\n');
