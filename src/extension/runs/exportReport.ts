import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env, l10n, Uri, workspace } from 'vscode';
import { reportedHistograms } from '../../report/histograms';
import { buildReport } from '../../report/report';
import { openRun } from '../../runs/openRun';
import { readSweep } from '../../runs/sweep/readSweep';
import { saveAs } from '../panel/save';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';
import { Cancelled } from '../ui/userError';

/**
 * Saves a run as one self-contained HTML page, in the language of the editor.
 *
 * @param pageFolder folder of the panel's page, which the report is made of
 * @param note told of what cannot be read, and is left out
 */
export async function exportReport(
  runFolder: string,
  pageFolder: string,
  note: (text: string) => void,
): Promise<void> {
  const reader = openRun(runFolder);
  await reader.poll();
  const { manifest } = reader;
  const [js, css] = await Promise.all(
    ['panel.js', 'panel.css'].map((file) => readFile(join(pageFolder, file), 'utf8')),
  );
  const html = buildReport({
    manifest,
    series: reader.series(),
    findings: reader.findings,
    histograms: await reportedHistograms(reader),
    sweep: await readSweep(reader, note),
    page: { js: js ?? '', css: css ?? '' },
    ...(l10n.bundle && { language: { code: env.language, texts: l10n.bundle } }),
  });
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(runFolder);
  const saved = await saveAs(folder, `${manifest.name}.html`, 'text/html', Buffer.from(html, 'utf8'));
  if (saved === undefined) throw new Cancelled();
  void notify('info', t('The report of {0} has been saved.', manifest.name), {
    title: t('Open in browser'),
    run: () => env.openExternal(saved),
  });
}
