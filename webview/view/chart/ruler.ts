/** Measures text as a canvas does: in the font that it has been given last. */
export interface Ruler {
  font: string;
  measureText(text: string): Pick<TextMetrics, 'width'>;
}

/** Widths of the characters from space to ~ in Helvetica, in thousandths of the font's size (Adobe's font metrics). */
const HELVETICA = [
  ...[
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  ],
  ...[
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  ],
  ...[
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  ],
  ...[
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  ],
  ...[278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];
/** Fonts without serifs that a viewer may have in its place are up to so much wider. */
const WIDER = 1.12;
/** Of any other character: as wide as high is on the safe side. */
const OTHER = 1000;

/** Where there is no canvas: what text takes at most in the common fonts without serifs. */
export function estimatingRuler(): Ruler {
  const ruler: Ruler = {
    font: '10px sans-serif',
    measureText: (text) => {
      const size = Number(/(\d+(?:\.\d+)?)px/.exec(ruler.font)?.[1] ?? 10);
      const units = Array.from(text).reduce(
        (sum, character) => sum + (HELVETICA[character.charCodeAt(0) - 32] ?? OTHER),
        0,
      );
      return { width: (WIDER * size * units) / 1000 };
    },
  };
  return ruler;
}
