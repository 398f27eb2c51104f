import { exampleText, openingComment } from '../../src/experiment/templates';
import { GALLERY, pictureOf } from '../examples/gallery';
import type { Shown } from '../examples/gallery';
import { formatted, pageHead } from './output';
import type { Output } from './output';

const INTRO = `Every example is a config under [\`examples/\`](../examples), ready to run:

- **in the editor**, open it and choose the lens _Run_ above the file, or _Run init experiment_ from the palette;
- **in a terminal**, \`initscope run examples/<name>.initscope.yaml\`; \`initscope init <name>\` writes a copy of your own.

Datasets that are not part of InitScope are downloaded on request (\`--fetch\`, or the editor's question).
\`initscope reproduce\` runs those that were published and holds them against the published figures: see
[reproduction.md](reproduction.md). The pictures are of the run panel ([panel.md](panel.md)), some of
them of runs on a part of the data, as the step under the curves tells;
\`tsx scripts/example-pictures.ts <runs folders>\` makes them anew.`;

/** The page of all examples. */
export const generateExamples = (root: URL): Promise<Output> =>
  formatted(
    root,
    'docs/examples.md',
    [
      pageHead('Examples', INTRO),
      ...GALLERY.map(({ title, examples }) =>
        [`## ${title}`, ...Object.entries(examples).map(([name, shown]) => section(name, shown))].join(
          '\n\n',
        ),
      ),
    ].join('\n\n'),
  );

function section(name: string, { notice, first }: Shown): string {
  const text = exampleText(name);
  if (text === undefined) throw new Error(`there is no example ${name}`);
  const { title, doc } = openingComment(text);
  const commands = [...(first === undefined ? [] : [first]), name].map(
    (example) => `initscope run examples/${example}.initscope.yaml`,
  );
  return [
    `### ${title}`,
    `[\`${name}\`](../examples/${name}.initscope.yaml): ${doc}`,
    `\`\`\`\n${commands.join('\n')}\n\`\`\``,
    `![The run panel: ${title}](${pictureOf(name)})`,
    `**Notice:** ${notice}`,
  ].join('\n\n');
}
