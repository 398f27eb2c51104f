import { healthRuleFields } from '../../src/experiment/schema/health';
import { healthRules } from '../../src/health/registry';
import type { HealthRule } from '../../src/health/rule';
import { fieldTable } from '../../src/schema/markdown';
import { formatted, pageHead } from './output';
import type { Output } from './output';

const INTRO = `Rules that watch training: each looks at what is measured anyway ([telemetry](../telemetry.md)), and what it finds is kept with the run. A rule reports once per trial, with the first step at which it held, the figure it rests on and what to do about it.

Findings are shown in the run's panel, as a badge in the explorer, in \`initscope show\`, in reports, and on the config's lines until it is run again. \`initscope show <run> --recheck\` evaluates the rules anew on what a run has recorded.

All rules are on. The section \`health\` of a config changes or switches off single ones:

\`\`\`yaml
health:
  deadUnits: { share: 0.9, action: stopInitializer }
  vanishingGradient: { severity: error, action: notify }
  overfitting: false
\`\`\`

\`action\` says what happens besides the note: \`notify\` tells at once (a notification in the editor, a line in the terminal), \`stopInitializer\` also ends the trials of that initializer while the others go on, \`stopAll\` stops the run. \`health: false\` switches all rules off.`;

/** docs/reference/health.md, from the registry of health rules. */
export const generateHealth = (root: URL): Promise<Output> =>
  formatted(
    root,
    'docs/reference/health.md',
    [pageHead('Health rules', INTRO), ...Object.entries<HealthRule>(healthRules).map(section)].join('\n\n'),
  );

const section = ([name, rule]: readonly [string, HealthRule]): string =>
  [
    `## \`${name}\``,
    `**${rule.title}.** ${rule.doc}`,
    rule.when,
    fieldTable(healthRuleFields(rule), {}),
    rule.advice,
    `Source: ${rule.source}.`,
  ].join('\n\n');
