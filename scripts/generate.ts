import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { generateDiagnostics } from './generate/diagnostics';
import { generateExamples } from './generate/examples';
import { generateHealth } from './generate/health';
import { generateJsonSchema } from './generate/jsonSchema';
import { generateL10n } from './generate/l10n';
import { generateLicences } from './generate/licences';
import { generateManifest } from './generate/manifest';
import type { Generator, Output } from './generate/output';
import { generateReference } from './generate/reference';
import { generateReliability } from './generate/reliability';
import { generateTemplates } from './generate/templates';

/**
 * Writes the committed files that follow from typed sources.
 * `--check` writes nothing and exits with 1 when a file is stale.
 */
const generators: readonly Generator[] = [
  generateTemplates,
  generateExamples,
  generateJsonSchema,
  generateReference,
  generateDiagnostics,
  generateHealth,
  generateManifest,
  generateL10n,
  generateReliability,
  generateLicences,
];

const root = new URL('../', import.meta.url);
const outputs = (await Promise.all(generators.map((generate) => generate(root)))).flat();
const isStale = async ({ path, text }: Output): Promise<boolean> =>
  (await readFile(new URL(path, root), 'utf8').catch(() => undefined)) !== text;
const staleness = await Promise.all(outputs.map(isStale));
const stale = outputs.filter((_, index) => staleness[index]);

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is stale: run npm run generate`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, text } of stale) {
    const file = new URL(path, root);
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${path}`);
  }
}
