import type { TabId } from '../contract';

/** The tabs in their order, with their titles; that of the sweep is for runs that belong to one. */
export const TABS: Readonly<Record<TabId, string>> = {
  sweep: 'Sweep',
  overview: 'Overview',
  layers: 'Layers',
  distributions: 'Distributions',
  health: 'Health',
  model: 'Model',
  predictions: 'Predictions',
};
export const TAB_IDS = Object.keys(TABS) as readonly TabId[];
