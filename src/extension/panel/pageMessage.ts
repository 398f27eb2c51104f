import type { PageMessage, PredictionsRequest, TrialId } from '../../../webview/contract';
import { isHealthRule } from '../../health/registry';
import { isIndex } from '../../shared/isIndex';

type Control = Extract<PageMessage, { type: 'control' }>['action'];

const CONTROLS: Readonly<Record<Control, true>> = {
  pause: true,
  resume: true,
  stop: true,
  runAgain: true,
  openConfig: true,
  exportReport: true,
};

/** What the page sent, if it is a message of the contract; a page is not trusted to keep to it. */
export function asPageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['type']) {
    case 'ready': {
      const { version } = value;
      return typeof version === 'number' ? { type: 'ready', version } : undefined;
    }
    case 'handled':
      return { type: 'handled' };
    case 'ping':
      return { type: 'ping' };
    case 'control': {
      const { action } = value;
      return isControl(action) ? { type: 'control', action } : undefined;
    }
    case 'histograms': {
      const { layer, trials } = value;
      if (typeof layer !== 'string' || !Array.isArray(trials) || !trials.every(isTrial)) return undefined;
      return { type: 'histograms', layer, trials };
    }
    case 'predictions': {
      const request = asPredictionsRequest(value);
      return request && { type: 'predictions', ...request };
    }
    case 'operations':
      return { type: 'operations' };
    case 'explain': {
      const { rule } = value;
      return typeof rule === 'string' && isHealthRule(rule) ? { type: 'explain', rule } : undefined;
    }
    case 'open': {
      const { folder } = value;
      return typeof folder === 'string' ? { type: 'open', folder } : undefined;
    }
    case 'save': {
      const { name, mime, content } = value;
      if (typeof name !== 'string' || typeof mime !== 'string') return undefined;
      if (typeof content !== 'string' && !(content instanceof Uint8Array)) return undefined;
      return { type: 'save', name, mime, content };
    }
    case 'copy': {
      const { text } = value;
      return typeof text === 'string' ? { type: 'copy', text } : undefined;
    }
    default:
      return undefined;
  }
}

function asPredictionsRequest(value: Record<string, unknown>): PredictionsRequest | undefined {
  const { trials, latest, step, samples, drawing } = value;
  if (!Array.isArray(trials) || !trials.every(isTrial)) return undefined;
  if (!Array.isArray(samples) || !samples.every(isIndex) || !isIndex(latest)) return undefined;
  if (step !== undefined && !isIndex(step)) return undefined;
  if (drawing !== undefined && !(drawing instanceof Uint8Array)) return undefined;
  return { trials, latest, ...(step !== undefined && { step }), samples, ...(drawing && { drawing }) };
}

/** The run that a page restored after a reload was showing, from what it kept with `setState`. */
export function runFolderOf(state: unknown): string | undefined {
  const folder = isRecord(state) ? state['runFolder'] : undefined;
  return typeof folder === 'string' && folder !== '' ? folder : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isTrial = (value: unknown): value is TrialId =>
  isRecord(value) && typeof value['initializer'] === 'string' && typeof value['seed'] === 'number';

const isControl = (value: unknown): value is Control =>
  typeof value === 'string' && Object.hasOwn(CONTROLS, value);
