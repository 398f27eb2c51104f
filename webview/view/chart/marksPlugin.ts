import type { Plugin } from 'chart.js';
import type { Mark } from '../../model/plot';
import type { StyleOf } from './datasets';

export interface MarksSource {
  readonly marks: readonly Mark[];
  readonly styleOf: StyleOf;
}

const ARM = 4.5;

/** Draws × where a series stopped being finite: at its last finite value, or at the top if it never had one. */
export const marksPlugin = (source: () => MarksSource): Plugin => ({
  id: 'marks',
  afterDatasetsDraw({ ctx, chartArea, scales }) {
    const { x: xScale, y: yScale } = scales;
    if (xScale === undefined || yScale === undefined) return;
    const { marks, styleOf } = source();
    ctx.save();
    ctx.lineWidth = 2.5;
    for (const mark of marks) {
      const x = xScale.getPixelForValue(mark.x);
      const wanted = mark.y === undefined ? chartArea.top : yScale.getPixelForValue(mark.y);
      const y = Math.min(Math.max(wanted, chartArea.top + ARM), chartArea.bottom - ARM);
      ctx.strokeStyle = styleOf(mark.initializer).colour;
      ctx.beginPath();
      ctx.moveTo(x - ARM, y - ARM);
      ctx.lineTo(x + ARM, y + ARM);
      ctx.moveTo(x + ARM, y - ARM);
      ctx.lineTo(x - ARM, y + ARM);
      ctx.stroke();
    }
    ctx.restore();
  },
});
