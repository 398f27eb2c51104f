import './styles/theme.css';
import './styles/standalone.css';
import './styles/page.css';
import './styles/controls.css';
import './styles/tabs.css';
import './styles/charts.css';
import './styles/table.css';
import './styles/health.css';
import './styles/model.css';
import './styles/predictions.css';
import './styles/report.css';
import { translateWith, translator } from '../src/shared/l10n';
import { startApp } from './app';
import { vsCodeChannel } from './channel';
import { TEXTS_ELEMENT } from './html';
import { recordingChannel } from './recording';
import { registerCharts } from './view/chart/register';
import { followSystemTheme } from './view/theme';
import { registerToolkit } from './view/toolkit';

const texts = document.getElementById(TEXTS_ELEMENT)?.textContent;
// the host writes it, see html.ts
if (texts !== undefined) translateWith(translator(JSON.parse(texts) as Readonly<Record<string, string>>));
const root = document.getElementById('app');
const channel = recordingChannel() ?? vsCodeChannel();
if (root === null || channel === undefined)
  throw new Error('This page runs inside VS Code, or with a recording in it.');
if (channel.standalone) followSystemTheme();
registerToolkit();
registerCharts();
startApp(root, channel);
