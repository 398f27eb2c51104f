import type { TabId } from '../contract';

/** The tabs in their order, with their titles. */
export const TABS: Readonly<Record<TabId, string>> = {
  overview: 'Overview',
  layers: 'Layers',
  distributions: 'Distributions',
  health: 'Health',
  model: 'Model',
  predictions: 'Predictions',
};
export const TAB_IDS = Object.keys(TABS) as readonly TabId[];
