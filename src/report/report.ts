import { createHash } from 'node:crypto';
import type { HealthFinding } from '../health/finding';
import { jsonForScript } from '../shared/jsonForScript';
import type { RunManifest } from '../runs/run';
import { RECORDING_ELEMENT } from '../../webview/contract';
import type { LayerHistograms } from '../../webview/contract';
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
import { shareable } from './shareable';

export interface ReportInput {
  readonly manifest: RunManifest;
  /** All scalar series of the run; those that the page shows are taken into the report. */
  readonly series: Iterable<RecordedSeries>;
  /** What the health rules found. */
  readonly findings: readonly HealthFinding[];
  /** See `reportedHistograms`. */
  readonly histograms: readonly LayerHistograms[];
  /** Text of `dist/webview/panel.js` and `panel.css`. */
  readonly page: { readonly js: string; readonly css: string };
}

/**
 * One self-contained HTML page: conclusions, the panel's charts and table, config and environment. Loads nothing;
 * names and texts of the run stay text wherever they appear.
 */
export function buildReport({ manifest: full, series, findings, histograms, page }: ReportInput): string {
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
<html lang="en" class="standalone">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<meta name="generator" content="InitScope">
<title>${escapeHtml(runTitle(manifest))} · InitScope report</title>
<style>${page.css}</style>
</head>
<body class="vscode-light">
<div class="app report">
${headerOf(manifest)}
${conclusionsSection(manifest, shown, findings)}
<main id="app"><noscript><p>The charts need JavaScript.</p></noscript></main>
${predictionSection(manifest, shown)}
${environmentSection(manifest)}
<section>
<h2>Config</h2>
<pre tabindex="0">${escapeHtml(manifest.config.text)}</pre>
</section>
</div>
<script type="application/json" id="${RECORDING_ELEMENT}">${jsonForScript(encodeRecording(manifest, shown, findings, histograms))}</script>
<script>${script}</script>
</body>
</html>
`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const headerOf = (manifest: RunManifest): string => {
  const { experiment, engine, started, state } = manifest;
  return `<header>
<div class="run-name"><h1>${escapeHtml(runTitle(manifest))}</h1><span class="badge" data-state="${state}">${state}</span></div>
<p class="facts">${escapeHtml(
    [
      `${counted(experiment.initializers.length, 'initializer')} × ${counted(experiment.training.seeds.length, 'seed')}`,
      `${engine.name} on ${engine.device}`,
      `${started.slice(0, 16).replace('T', ' ')} UTC`,
    ].join(' · '),
  )}</p>
</header>`;
};

function conclusionsSection(
  manifest: RunManifest,
  series: readonly RecordedSeries[],
  findings: readonly HealthFinding[],
): string {
  const sentences = conclusionsOf(summarize(manifest, sourceOf(series), findings));
  return `<section>
<h2>Conclusions</h2>
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
  return `<section>
<h2>Prediction</h2>
<p>Activation variance before the first update, by theory and as measured (mean over seeds).</p>
<table class="facts-table">
<tr><th scope="col">Initializer</th><th scope="col">Layer</th><th scope="col">Predicted</th><th scope="col">Measured</th><th scope="col">Ratio</th></tr>
${cells.join('\n')}
</table>
</section>`;
}

const environmentSection = (manifest: RunManifest): string => `<section>
<h2>Environment</h2>
<table class="facts-table">
${environmentOf(manifest)
  .map(([fact, value]) => `<tr><th scope="row">${escapeHtml(fact)}</th><td>${escapeHtml(value)}</td></tr>`)
  .join('\n')}
</table>
</section>`;
