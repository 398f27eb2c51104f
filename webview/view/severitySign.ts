import type { HealthSeverity } from '../../src/health/finding';
import { SEVERITY_TEXTS } from '../model/findings';
import type { Shape } from '../model/palette';
import { svg } from './h';
import { PATHS } from './swatch';

/** A severity has a shape besides its colour, for those who confuse colours. */
export const SEVERITY_SHAPES = {
  error: 'rectRot',
  warning: 'triangle',
  info: 'circle',
} as const satisfies Readonly<Record<HealthSeverity, Shape>>;

/** The same sign as in charts. */
export const severitySign = (severity: HealthSeverity): SVGElement =>
  svg(
    'svg',
    {
      class: 'severity-sign',
      viewBox: '8 0 12 12',
      width: 16,
      height: 16,
      role: 'img',
      'aria-label': SEVERITY_TEXTS[severity].name,
      'data-severity': severity,
    },
    svg('path', { d: PATHS[SEVERITY_SHAPES[severity]] }),
  );
