/** Backgrounds for which the colours are chosen. */
export type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

/**
 * Okabe & Ito's hues (jfly.uni-koeln.de/color), moved for each background until every one has a contrast of 3:1
 * or more against it and every pair stays apart under protanopia, deuteranopia and tritanopia (Machado 2009).
 */
const LIGHT = [
  '#3E95F0',
  '#E37600',
  '#1D936B',
  '#C26FA8',
  '#9E6A00',
  '#0057C5',
  '#A52D19',
  '#493E5B',
] as const;

export const COLOURS: Readonly<Record<Theme, readonly string[]>> = {
  dark: ['#41BAFF', '#FFA104', '#11AD81', '#B764BC', '#E7ED27', '#5A5CF9', '#D04227', '#ADE4D7'],
  light: LIGHT,
  highContrast: ['#59B4FF', '#E1AA00', '#1BF0AE', '#FF72B5', '#FFEC3C', '#4273F1', '#E94C1A', '#E1FFFF'],
  highContrastLight: LIGHT,
};

/** Lengths of line and space in px; solid for the first round of colours. */
export const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/**
 * Point shapes: chart.js' names, and ring for a hollow circle; × is kept for values that are not finite. Seven
 * against eight colours, so that pairs repeat only after 56.
 */
export const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'ring', 'star', 'cross'] as const;
export type Shape = (typeof SHAPES)[number];

/** How an initializer looks in every chart, chip and table. */
export interface Style {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly shape: Shape;
}

/** @param index position in the experiment's list of initializers, so that a colour never moves */
export function styleOf(index: number, theme: Theme): Style {
  const colours = COLOURS[theme];
  return {
    colour: cycle(colours, index),
    dash: cycle(DASHES, Math.floor(index / colours.length)),
    shape: cycle(SHAPES, index),
  };
}

function cycle<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError(`No item ${index} in an empty list`);
  return item;
}

/** `#RRGGBB` with an opacity from 0 to 1. */
export const withAlpha = (colour: string, opacity: number): string =>
  `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
