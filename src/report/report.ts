import { createHash } from 'node:crypto';
import type { HealthFinding } from '../health/finding';
import { jsonForScript } from '../shared/jsonForScript';
import { t } from '../shared/l10n';
import type { RunManifest } from '../runs/run';
import { stateName } from '../runs/stateName';
import type { SweepFacts } from '../runs/sweep/facts';
import { RECORDING_ELEMENT } from '../../webview/contract';
import type { LayerHistograms } from '../../webview/contract';
import { textsElement } from '../../webview/html';
import type { PageResources } from '../../webview/html';
import type { SeriesKey, SeriesSource } from '../runs/store/series';
import { summarize } from '../runs/summary';
import { runTitle } from '../../webview/model/runTitle';
import { conclusionsOf } from './conclusions';
import { environmentOf } from './environment';
import { escapeHtml, scriptText } from './html';
import { predictionRows } from './prediction';
import type { RecordedSeries } from '../runs/openRun';
import { encodeRecording } from './recording';
import { reported } from './reported';
import { shareable, shareableSweep } from './shareable';

export interface ReportInput {
  readonly manifest: RunManifest;
  /** All scalar series of the run; those that the page shows are taken into the report. */
  readonly series: Iterable<RecordedSeries>;
  /** What the health rules found. */
  readonly findings: readonly HealthFinding[];
  /** See `reportedHistograms`. */
  readonly histograms: readonly LayerHistograms[];
  /** Of a run that belongs to one, see `readSweep`. */
  readonly sweep?: SweepFacts | undefined;
  /** Text of `dist/webview/panel.js` and `panel.css`. */
  readonly page: { readonly js: string; readonly css: string };
  /** That of this process, for the page to speak it as well; absent: English. */
  readonly language?: PageResources['language'];
}

/**
 * One self-contained HTML page: conclusions, the panel's charts and table, config and environment. Loads nothing;
 * names and texts of the run stay text wherever they appear.
 */
export function buildReport({
  manifest: full,
  series,
  findings,
  histograms,
  sweep,
  page,
  language,
}: ReportInput): string {
  const manifest = shareable(full);
  const shown = [...series].filter(({ key, steps }) => steps.length > 0 && reported(key.tag));
  const script = scriptText(page.js);
  const nonce = createHash('sha256').update(manifest.id).digest('hex').slice(0, 32);
  const policy = [
    "default-src 'none'",
    'img-src data:',
    // the toolkit adds a style element of its own, with the nonce it finds in the page
    `style-src '${hash(page.css)}' 'nonce-${nonce}'`,
    `script-src '${hash(script)}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language?.code ?? 'en')}" class="standalone">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<meta name="generator" content="InitScope">
<title>${escapeHtml(t('{0} · InitScope report', runTitle(manifest)))}</title>
<style>${page.css}</style>
</head>
<body class="vscode-light">
<div class="app report">
${headerOf(manifest)}
${conclusionsSection(manifest, shown, findings)}
<main id="app"><noscript><p>${escapeHtml(t('The charts need JavaScript.'))}</p></noscript></main>
${predictionSection(manifest, shown)}
${environmentSection(manifest)}
<section>
<h2>${escapeHtml(t('Config'))}</h2>
<pre tabindex="0">${escapeHtml(manifest.config.text)}</pre>
</section>
</div>
<script type="application/json" id="${RECORDING_ELEMENT}">${jsonForScript(encodeRecording(manifest, shown, findings, histograms, sweep && shareableSweep(sweep)))}</script>${textsElement(language)}
<script>${script}</script>
</body>
</html>
`;
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const headerOf = (manifest: RunManifest): string => {
  const { experiment, engine, started, state } = manifest;
  return `<header>
<div class="run-name"><h1>${escapeHtml(runTitle(manifest))}</h1><span class="badge" data-state="${state}">${escapeHtml(stateName(state))}</span></div>
<p class="facts">${escapeHtml(
    [
      trialsOf(experiment.initializers.length, experiment.training.seeds.length),
      t('{0} on {1}', engine.name, engine.device),
      `${started.slice(0, 16).replace('T', ' ')} UTC`,
    ].join(' · '),
  )}</p>
</header>`;
};

const trialsOf = (initializers: number, seeds: number): string =>
  [
    initializers === 1 ? t('1 initializer') : t('{0} initializers', initializers),
    seeds === 1 ? t('1 seed') : t('{0} seeds', seeds),
  ].join(' × ');

function conclusionsSection(
  manifest: RunManifest,
  series: readonly RecordedSeries[],
  findings: readonly HealthFinding[],
): string {
  const sentences = conclusionsOf(summarize(manifest, sourceOf(series), findings));
  return `<section>
<h2>${escapeHtml(t('Conclusions'))}</h2>
<ul>
${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}
</ul>
</section>`;
}

const nameOf = ({ initializer, seed, split, tag }: SeriesKey): string =>
  [split, tag, seed, initializer].join('\n');

const sourceOf = (series: readonly RecordedSeries[]): SeriesSource => {
  const found = new Map(series.map((one) => [nameOf(one.key), one]));
  return (key) => found.get(nameOf(key));
};

function predictionSection(manifest: RunManifest, series: readonly RecordedSeries[]): string {
  const rows = predictionRows(manifest, sourceOf(series));
  if (rows.length === 0) return '';
  const cells = rows.map(
    ({ initializer, layer, predicted, measured, ratio }) =>
      `<tr>${[initializer, layer, predicted, measured, ratio].map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  const titles = [t('Initializer'), t('Layer'), t('Predicted'), t('Measured'), t('Ratio')];
  const about = t(
    'Activation variance before the first update, by theory and as measured (mean over seeds).',
  );
  return `<section>
<h2>${escapeHtml(t('Prediction'))}</h2>
<p>${escapeHtml(about)}</p>
<table class="facts-table">
<tr>${titles.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')}</tr>
${cells.join('\n')}
</table>
</section>`;
}

const environmentSection = (manifest: RunManifest): string => `<section>
<h2>${escapeHtml(t('Environment'))}</h2>
<table class="facts-table">
${environmentOf(manifest)
  .map(([fact, value]) => `<tr><th scope="row">${escapeHtml(fact)}</th><td>${escapeHtml(value)}</td></tr>`)
  .join('\n')}
</table>
</section>`;
