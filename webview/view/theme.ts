import type { HealthSeverity } from '../../src/health/finding';
import type { Theme } from '../model/palette';

/** What charts take from the editor's theme; the rest of the page takes it in CSS. */
export interface ChartTheme {
  readonly kind: Theme;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly font: string;
  readonly severities: Readonly<Record<HealthSeverity, string>>;
}

/** Where there is no page: black on white, the muted colours as the page mixes them. */
export const PAPER: ChartTheme = {
  kind: 'light',
  background: '#ffffff',
  foreground: '#3b3b3b',
  muted: '#727272',
  grid: '#e5e5e5',
  font: 'sans-serif',
  severities: { error: '#b01011', warning: '#6b5114', info: '#1a85ff' },
};

const KINDS: readonly (readonly [string, Theme])[] = [
  ['vscode-high-contrast-light', 'highContrastLight'],
  ['vscode-high-contrast', 'highContrast'],
  ['vscode-light', 'light'],
  ['vscode-dark', 'dark'],
];

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const variable = (name: string): string => asRgb(style.getPropertyValue(name).trim());
  const kind = KINDS.find(([name]) => document.body.classList.contains(name))?.[1] ?? 'dark';
  return {
    kind,
    background: variable('--surface'),
    foreground: style.color,
    muted: variable('--muted'),
    grid: variable('--grid'),
    font: style.fontFamily,
    severities: { error: variable('--danger'), warning: variable('--warning'), info: variable('--note') },
  };
}

/** Mixed colours resolve to `color(srgb …)`, which many a viewer of exported SVG does not know. */
const asRgb = (colour: string): string =>
  colour.replace(
    /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)\)$/,
    (_, ...channels: string[]) =>
      `rgb(${channels
        .slice(0, 3)
        .map((channel) => Math.round(255 * Number(channel)))
        .join(', ')})`,
  );

/** VS Code changes the body's classes with its theme. */
export function onThemeChange(listener: () => void): void {
  new MutationObserver(listener).observe(document.body, { attributes: true, attributeFilter: ['class'] });
}

/** A page outside of VS Code follows the system: gives the body the class that VS Code would give it. */
export function followSystemTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    document.body.classList.toggle('vscode-dark', dark.matches);
    document.body.classList.toggle('vscode-light', !dark.matches);
  };
  dark.addEventListener('change', apply);
  apply();
}
