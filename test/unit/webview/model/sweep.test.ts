import { describe, expect, it } from 'vitest';
import { shareableSweep } from '../../../../src/report/shareable';
import type { PageState } from '../../../../webview/contract';
import { chartsOf } from '../../../../webview/model/charts';
import { parseHostMessage } from '../../../../webview/model/messages';
import { INITIAL_STATE, restoreState } from '../../../../webview/model/pageState';
import type { HeatPlot } from '../../../../webview/model/plot';
import { ALL_FIGURES, commonLayers, figuresOf } from '../../../../webview/model/sweep';
import type { Scene } from '../../../../webview/model/scene';
import { manifestOf, sceneOf } from './scenes';
import { AXES, FACTS, MEMBERSHIP } from './sweeps';

const MANIFEST = manifestOf(['good', 'bad'], [1], { sweep: MEMBERSHIP });

const scene = (sweep: PageState['sweep'] = {}, state: Partial<PageState> = {}): Scene => ({
  ...sceneOf(MANIFEST, [], { ...state, sweep }),
  sweep: FACTS,
});

function plotOf(of: Scene, index = 0): HeatPlot {
  const plot = chartsOf(of, 'sweep')[index]?.plot(100);
  if (plot?.kind !== 'heat') throw new Error('no heatmap');
  return plot;
}

const cells = ({ columns }: HeatPlot): readonly unknown[] => columns.map(({ values }) => values);

describe('the heatmaps of a sweep', () => {
  it('are one for each initializer that is shown', () => {
    expect(chartsOf(scene(), 'sweep').map(({ id, title }) => [id, title])).toEqual([
      ['sweep-0', 'Final accuracy, good'],
      ['sweep-1', 'Final accuracy, bad'],
    ]);
    expect(chartsOf(scene({}, { hiddenInitializers: ['good'] }), 'sweep').map(({ id }) => id)).toEqual([
      'sweep-1',
    ]);
    expect(chartsOf({ ...scene(), sweep: undefined }, 'sweep')).toEqual([]);
  });

  it('are of all figures, one after the other, where the person asks for it', () => {
    const all = chartsOf(scene({ figure: ALL_FIGURES }), 'sweep');
    expect(all.map(({ id }) => id)).toEqual([
      ...['sweep-accuracy-0', 'sweep-accuracy-1', 'sweep-loss-0', 'sweep-loss-1'],
      ...['sweep-variance-0', 'sweep-variance-1'],
    ]);
  });

  it('offer to open a run where that can be done', () => {
    expect(chartsOf(scene(), 'sweep')[0]?.hint).toMatch(/^A click opens the run\./);
    const reported = { ...scene(), sweep: shareableSweep(FACTS) };
    expect(chartsOf(reported, 'sweep')[0]?.hint).not.toContain('click');
    expect(plotOf(reported).opens).toBeUndefined();
  });

  it('have the last parameter across, the one before down, and hold others at the run’s own', () => {
    const plot = plotOf(scene());
    expect(plot.x).toMatchObject({ kind: 'category', title: 'depth', categories: ['5', '10'], selected: 0 });
    expect(plot.y).toMatchObject({ title: 'scale', categories: ['0.5', '1', '2'], selected: 0 });
    expect(cells(plot)).toEqual([
      [0.9, Number.NaN, 0.6],
      [0.8, 0.7, undefined],
    ]);
    expect(chartsOf(scene(), 'sweep')[0]?.hint).toContain('At batchSize = 16.');
    expect(plot.notes).toEqual(['Empty: not run yet, or nothing measured', '× diverged, NaN or ∞']);
    expect(plot.summary).toBe(
      'Final accuracy of good at 2 × 3 points of a sweep over batchSize, scale, depth.',
    );
  });

  it('lay other parameters on the axes, and hold others at other values', () => {
    const plot = plotOf(scene({ x: 'batchSize', y: 'depth', held: { scale: 0 } }));
    expect(plot.x.kind === 'category' && plot.x.categories).toEqual(['16', '32']);
    expect(cells(plot)).toEqual([
      [0.9, 0.8],
      [0.5, undefined],
    ]);
    expect(plotOf(scene({ held: { batchSize: 1 } })).x.selected).toBeUndefined();
    // an axis of another sweep, kept from before
    expect(plotOf(scene({ x: 'gone', y: 'gone', held: { batchSize: 99 } })).x.title).toBe('depth');
  });

  it('share one logarithmic scale of colours between initializers, and per cent from 0 to 100', () => {
    expect(plotOf(scene()).colours).toMatchObject({ log: false, percent: true, min: 0, max: 1 });
    const [good, bad] = [0, 1].map((index) => plotOf(scene({ figure: 'loss' }), index).colours);
    expect(good).toEqual(bad);
    expect(good).toMatchObject({ log: true, min: 0.5, max: 2.3 });
  });

  it('show the variance of a layer before training: by name, or the last hidden one of each depth', () => {
    expect(commonLayers(FACTS)).toEqual(['dense_1', 'dense_2']);
    expect(cells(plotOf(scene({ figure: 'variance' }), 1))[1]?.toString()).toBe(
      '0.010000000000000002,0.010000000000000002,',
    );
    expect(cells(plotOf(scene({ figure: 'variance', layer: 'dense_1' }), 1))[1]?.toString()).toBe('0.1,0.1,');
    expect(chartsOf(scene({ figure: 'variance', layer: 'dense_1' }), 'sweep')[0]?.title).toBe(
      'Variance at step 0 of dense_1, good',
    );
  });

  it('tell value and verdict of a column, and open the run of a cell', () => {
    const plot = plotOf(scene());
    expect(plot.read(0.2)).toEqual({
      x: 0,
      heading: 'depth = 5',
      columns: ['Final accuracy', 'Verdict'],
      rows: [
        { name: 'scale = 0.5', cells: ['90.0 %', 'learned'] },
        { name: 'scale = 1', cells: ['NaN', 'diverged'] },
        { name: 'scale = 2', cells: ['60.0 %', 'learned'] },
      ],
    });
    expect(plot.opens?.(1, 1)).toBe('/runs/0-1-1');
    expect(plot.opens?.(1, 2)).toBeUndefined();
  });

  it('are gone through by keys: columns by the cursor, rows by the selection', () => {
    const plot = plotOf(scene());
    expect([plot.move(undefined, 1), plot.move(0, 1), plot.move(1, 1)]).toEqual([0, 1, 1]);
    const down = plot.moveRow?.(1)(INITIAL_STATE).sweep;
    expect(down).toEqual({ row: 1 });
    const moved = plotOf(scene(down));
    expect([moved.y.selected, moved.x.selected]).toEqual([1, undefined]);
    expect(plot.moveRow?.(-1)(INITIAL_STATE).sweep).toEqual({ row: 0 });
  });

  it('have a row of figures for each cell', () => {
    const { columns, rows } = plotOf(scene()).table();
    expect(columns).toEqual(['batchSize', 'scale', 'depth', 'Verdict', 'Final accuracy']);
    expect(rows).toHaveLength(6);
    expect(rows.at(-1)).toEqual(['16', '2', '10', 'not run yet', undefined]);
  });

  it('offer figures that were measured, and one axis where one parameter is swept', () => {
    expect(figuresOf({ axes: AXES, points: [] })).toEqual([]);
    const [axis] = AXES;
    const [first] = FACTS.points;
    const one = {
      ...sceneOf({ ...MANIFEST, sweep: { id: 's', axes: [axis], at: [0] } }, []),
      sweep: { axes: [axis], points: first === undefined ? [] : [{ ...first, at: [0] }] },
    };
    expect(cells(plotOf(one))).toEqual([[0.9], [undefined]]);
  });
});

it('a message of a sweep is held to its contract', () => {
  expect(parseHostMessage({ type: 'sweep', facts: FACTS })).toEqual({ type: 'sweep', facts: FACTS });
  expect(() => parseHostMessage({ type: 'sweep', facts: { axes: [], points: [{}] } })).toThrow(
    'points[0].at',
  );
  expect(() => parseHostMessage({ type: 'show', tab: 'nowhere' })).toThrow('tab');
});

it('how a sweep is shown is kept, field by field', () => {
  const sweep = { figure: 'loss', x: 'depth', row: 1, held: { scale: 2 } };
  expect(restoreState({ sweep }).sweep).toEqual(sweep);
  expect(restoreState({ sweep: { figure: 3, row: -1, held: { scale: 'x' } } }).sweep).toEqual({ held: {} });
});
