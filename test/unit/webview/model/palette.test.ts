import { describe, expect, it } from 'vitest';
import type { Theme } from '../../../../webview/model/palette';
import { COLOURS, styleOf } from '../../../../webview/model/palette';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const BACKGROUNDS: Readonly<Record<Theme, string>> = {
  dark: '#1F1F1F',
  light: '#FFFFFF',
  highContrast: '#000000',
  highContrastLight: '#FFFFFF',
};

/** Machado, Oliveira & Fernandes 2009, table 1, severity 1. */
const VISION: Readonly<Record<string, Matrix>> = {
  'full vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function linear(hex: string): Triple {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function contrast(a: string, b: string): number {
  const [high, low] = [a, b]
    .map((hex) => dot(linear(hex), [0.2126, 0.7152, 0.0722]))
    .sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Ottosson's Oklab. */
function oklab(rgb: Triple): Triple {
  const clipped = rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple;
  const cone = [
    dot(clipped, [0.4122214708, 0.5363325363, 0.0514459929]),
    dot(clipped, [0.2119034982, 0.6806995451, 0.1073969566]),
    dot(clipped, [0.0883024619, 0.2817188376, 0.6299787005]),
  ].map(Math.cbrt) as unknown as Triple;
  return [
    dot(cone, [0.2104542553, 0.793617785, -0.0040720468]),
    dot(cone, [1.9779984951, -2.428592205, 0.4505937099]),
    dot(cone, [0.0259040371, 0.7827717662, -0.808675766]),
  ];
}

const seen = (hex: string, matrix: Matrix): Triple => {
  const rgb = linear(hex);
  return oklab([dot(matrix[0], rgb), dot(matrix[1], rgb), dot(matrix[2], rgb)]);
};

describe.each(Object.entries(COLOURS))('colours on %s', (theme, colours) => {
  it('stand out from the background by 3:1 or more', () => {
    for (const colour of colours)
      expect(contrast(colour, BACKGROUNDS[theme as Theme]), colour).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(VISION))('stay apart with %s', (_, matrix) => {
    const labs = colours.map((colour) => seen(colour, matrix));
    labs.forEach((a, i) => {
      labs.slice(0, i).forEach((b, j) => {
        const distance = 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        expect(distance, `${colours[i]} and ${colours[j]}`).toBeGreaterThanOrEqual(7.9);
      });
    });
  });
});

describe('styleOf', () => {
  it('gives 30 initializers 30 looks', () => {
    const looks = Array.from({ length: 30 }, (_, index) => JSON.stringify(styleOf(index, 'dark')));
    expect(new Set(looks).size).toBe(30);
  });

  it('keeps dash and shape when the theme changes', () => {
    expect(styleOf(9, 'light').dash).toEqual(styleOf(9, 'dark').dash);
    expect(styleOf(9, 'light').shape).toEqual(styleOf(9, 'dark').shape);
  });
});
