import type { Ruler } from './ruler';

/** Six numbers of an affine transform, as SVG and canvas write it. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

interface State {
  readonly fillStyle: string;
  readonly strokeStyle: string;
  readonly lineWidth: number;
  readonly lineJoin: string;
  readonly lineCap: string;
  readonly font: string;
  readonly textAlign: string;
  readonly textBaseline: string;
  readonly globalAlpha: number;
  readonly dash: readonly number[];
  readonly matrix: Matrix;
  readonly clip: string | undefined;
}

/** An element, and the name of what it is clipped by. */
interface Part {
  readonly clip: string | undefined;
  readonly element: string;
}

/** A clip's name and definition. */
interface Clip {
  readonly id: string;
  readonly element: string;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
/** Shift of the alphabetic baseline, in heights of the font: viewers disagree on SVG's own baselines. */
const BASELINES: Readonly<Record<string, number>> = { top: 0.8, hanging: 0.8, middle: 0.35, bottom: -0.2 };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const short = (value: number): string => String(Number(value.toFixed(2)));

/**
 * Writes what is drawn on it as SVG: as much of CanvasRenderingContext2D as chart.js and our own drawing use. A
 * library would set `style` attributes, which the page's policy forbids.
 */
export class SvgContext {
  fillStyle = '#000';
  strokeStyle = '#000';
  lineWidth = 1;
  lineJoin = 'miter';
  lineCap = 'butt';
  font = '10px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';
  globalAlpha = 1;
  lineDashOffset = 0;
  readonly canvas: { width: number; height: number; getContext: () => SvgContext };
  readonly #ruler: Ruler;
  readonly #parts: Part[] = [];
  /** By what lies around it and its path. */
  readonly #clips = new Map<string, Clip>();
  readonly #states: State[] = [];
  #dash: readonly number[] = [];
  #matrix = IDENTITY;
  #clip: string | undefined;
  #path = '';

  /** @param ruler measures text */
  constructor(width: number, height: number, ruler: Ruler) {
    this.canvas = { width, height, getContext: () => this };
    this.#ruler = ruler;
  }

  toSvg(): string {
    const { width, height } = this.canvas;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
      ...Array.from(this.#clips.values(), ({ element }) => element),
      ...elementsOf(this.#parts),
      '</svg>\n',
    ].join('\n');
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, font, textAlign, textBaseline } = this;
    this.#states.push({
      ...{ fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, font, textAlign, textBaseline },
      globalAlpha: this.globalAlpha,
      dash: this.#dash,
      matrix: this.#matrix,
      clip: this.#clip,
    });
  }

  restore(): void {
    const state = this.#states.pop();
    if (state === undefined) return;
    const { dash, matrix, clip, ...rest } = state;
    Object.assign(this, rest);
    this.#dash = dash;
    this.#matrix = matrix;
    this.#clip = clip;
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#matrix = [a, b, c, d, e, f];
  }
  resetTransform(): void {
    this.#matrix = IDENTITY;
  }
  translate(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.#matrix;
    this.#matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }
  rotate(angle: number): void {
    const [a, b, c, d, e, f] = this.#matrix;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    this.#matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f];
  }

  beginPath(): void {
    this.#path = '';
  }
  closePath(): void {
    if (this.#path !== '') this.#path += 'Z';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${short(x)} ${short(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.#path += `${this.#path === '' ? 'M' : 'L'}${short(x)} ${short(y)}`;
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }
  /** Two halves, since SVG draws no arc from a point to itself. */
  arc(x: number, y: number, radius: number, start: number, end: number): void {
    const on = (angle: number): string =>
      `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`;
    const middle = (start + end) / 2;
    const arcTo = (angle: number): string => `A${short(radius)} ${short(radius)} 0 0 1 ${on(angle)}`;
    this.#path += `${this.#path === '' ? 'M' : 'L'}${on(start)}${arcTo(middle)}${arcTo(end)}`;
  }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path += `C${[x1, y1, x2, y2, x, y].map(short).join(' ')}`;
  }

  fill(): void {
    this.#add('path', { d: this.#path, ...this.#filled() });
  }
  stroke(): void {
    this.#add('path', { d: this.#path, ...this.#stroked() });
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add('rect', { ...box(x, y, width, height), ...this.#filled() });
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#add('rect', { ...box(x, y, width, height), ...this.#stroked() });
  }
  clearRect(): void {
    this.#parts.length = 0;
  }
  clip(): void {
    const within = this.#clip === undefined ? '' : ` clip-path="url(#${this.#clip})"`;
    const key = `${this.#clip ?? ''} ${this.#path}`;
    const id = `clip${this.#clips.size + 1}`;
    const clip = this.#clips.get(key) ?? {
      id,
      element: `<clipPath id="${id}"${within}><path d="${this.#path}"/></clipPath>`,
    };
    this.#clips.set(key, clip);
    this.#clip = clip.id;
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight = 'normal', size = '10', family = 'sans-serif'] =
      /^(?:normal |italic )?(\S+ )?(\d+(?:\.\d+)?)px(?:\/\S+)? (.+)$/.exec(this.font) ?? [];
    const shift = (BASELINES[this.textBaseline] ?? 0) * Number(size);
    const attributes = {
      x: short(x),
      y: short(y + shift),
      'font-family': family,
      'font-size': size,
      'font-weight': weight.trim(),
      'text-anchor': ANCHORS[this.textAlign] ?? 'start',
      ...this.#filled(),
    };
    this.#add('text', attributes, escaped(text));
  }
  measureText(text: string): ReturnType<Ruler['measureText']> {
    this.#ruler.font = this.font;
    return this.#ruler.measureText(text);
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = dash;
  }
  getLineDash(): readonly number[] {
    return this.#dash;
  }

  #filled(): Readonly<Record<string, string>> {
    return { fill: this.fillStyle, ...this.#opacity('fill') };
  }

  #stroked(): Readonly<Record<string, string>> {
    return {
      fill: 'none',
      stroke: this.strokeStyle,
      ...this.#opacity('stroke'),
      'stroke-width': short(this.lineWidth),
      'stroke-linejoin': this.lineJoin,
      ...(this.#dash.length === 0 ? {} : { 'stroke-dasharray': this.#dash.join(' ') }),
    };
  }

  /** Of the paint: an opacity of the element would have viewers draw each on a layer of its own. */
  #opacity(paint: 'fill' | 'stroke'): Readonly<Record<string, string>> {
    return this.globalAlpha === 1 ? {} : { [`${paint}-opacity`]: short(this.globalAlpha) };
  }

  #add(name: string, attributes: Readonly<Record<string, string>>, text = ''): void {
    const all: Readonly<Record<string, string>> = {
      ...attributes,
      ...(this.#matrix === IDENTITY || this.#matrix.every((value, at) => value === IDENTITY[at])
        ? {}
        : { transform: `matrix(${this.#matrix.map((value) => value.toFixed(4)).join(' ')})` }),
    };
    const written = Object.entries(all)
      .map(([key, value]) => ` ${key}="${escaped(value)}"`)
      .join('');
    this.#parts.push({ clip: this.#clip, element: `<${name}${written}>${text}</${name}>` });
  }
}

/** A clip is in the coordinates of the picture: it goes around what is transformed, and once around all in a row. */
const elementsOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap(({ clip, element }, at) => [
    ...(clip !== undefined && clip !== parts[at - 1]?.clip ? [`<g clip-path="url(#${clip})">`] : []),
    element,
    ...(clip !== undefined && clip !== parts[at + 1]?.clip ? ['</g>'] : []),
  ]);

const box = (x: number, y: number, width: number, height: number): Readonly<Record<string, string>> => ({
  x: short(Math.min(x, x + width)),
  y: short(Math.min(y, y + height)),
  width: short(Math.abs(width)),
  height: short(Math.abs(height)),
});

/** Of what chart.js takes for a canvas' context. */
export const isSvg = (context: unknown): boolean => context instanceof SvgContext;
