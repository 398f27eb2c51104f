import { describe, expect, it } from 'vitest';
import { formatFindings, parseFindings } from '../../../../src/health/finding';
import type { HealthFinding } from '../../../../src/health/finding';
import { findingTexts, goTo, shownFindings, watchedRules } from '../../../../webview/model/findings';
import { INITIAL_STATE } from '../../../../webview/model/pageState';
import type { SignsPlot } from '../../../../webview/model/plot';
import type { PageState } from '../../../../webview/contract';
import { englishIn, inKorean } from '../../korean';
import { FINDINGS } from './findings';
import { chartOf, manifestOf, sceneOf } from './scenes';

const manifest = manifestOf(['good', 'bad'], [0, 1]);
const scene = (state: Partial<PageState> = {}, findings: readonly HealthFinding[] = FINDINGS) =>
  sceneOf(manifest, [], state, findings);

describe('findings', () => {
  it('come to the page as they were, NaN and infinity too', () => {
    expect(parseFindings(formatFindings(FINDINGS))).toEqual(FINDINGS);
  });

  it('leave out what no version of ours has written', () => {
    expect(parseFindings('{"rule":"x"}\n{"rule":"x","message":"m","severity":"fatal"}\nnull\n')).toEqual([]);
  });

  it('are those of the initializers and seeds that are shown, and of the data always', () => {
    const rules = (state: Partial<PageState>) => shownFindings(scene(state)).map(({ rule }) => rule);
    expect(rules({ hiddenInitializers: ['good'] })).toEqual(['inputScale', 'notFinite']);
    expect(rules({ hiddenSeeds: [1] })).toEqual(['inputScale', 'deadUnits']);
  });

  it('are told once for all seeds, the gravest first, with the figures they rest on', () => {
    const texts = findingTexts(scene());
    expect(texts.map(({ title, seeds }) => [title, seeds])).toEqual([
      ['NaN or infinity', [1]],
      ['Dead units', [0, 1]],
      ['Scale of the inputs', []],
    ]);
    expect(texts.map(({ evidence }) => evidence)).toEqual([
      'loss: NaN, held against ∞',
      'dead_fraction/dense_1: 0.6200, held against 0.5000; predicted 0.01000',
      'Of the data: 0.1000, held against 0.2000',
    ]);
    expect(texts.map(({ place }) => place)).toEqual(['step 5', 'step 10, dense_1', 'step 0']);
  });

  it('and the rules that watch are told in the language of the page', () => {
    const { texts, rules } = inKorean(() => ({ texts: findingTexts(scene()), rules: watchedRules(scene()) }));
    expect(texts.map(({ title }) => title)).toEqual(['NaN 또는 무한대', '죽은 유닛', '입력의 크기']);
    // kept by a version that knew English alone
    expect(texts.map(({ told: { message } }) => message)).toContain('the loss is NaN');
    expect(rules.on.flatMap(({ title, doc, when }) => englishIn(`${title}. ${doc} ${when}`))).toEqual([]);
  });

  it('of a rule that this version does not know are told all the same', () => {
    const unknown = { ...FINDINGS[3]!, rule: 'fromTheFuture' } as unknown as HealthFinding;
    expect(findingTexts(scene({}, [unknown]))).toMatchObject([{ title: 'fromTheFuture', rule: undefined }]);
  });

  it('lead to their step, layer and figure; those of no layer to the overview', () => {
    const [data, dead] = FINDINGS;
    expect(goTo(dead!)(INITIAL_STATE)).toMatchObject({
      step: 10,
      layer: 'dense_1',
      tab: 'layers',
      measure: 'dead',
    });
    expect(goTo(data!)({ ...INITIAL_STATE, layer: 'dense_2' })).toMatchObject({
      step: 0,
      layer: 'dense_2',
      tab: 'overview',
    });
  });

  it('name the rules that the config leaves on', () => {
    const { on, off } = watchedRules(
      sceneOf({ ...manifest, experiment: { ...manifest.experiment, health: { deadUnits: false } } }, []),
    );
    expect(off.map(({ name }) => name)).toEqual(['deadUnits']);
    expect(on.map(({ name }) => name)).toContain('notFinite');
  });
});

describe('findings over time', () => {
  const plotOf = (state: Partial<PageState> = {}): SignsPlot => {
    const plot = chartOf(scene(state), 'findings').plot(500);
    if (plot.kind !== 'signs') throw new Error(plot.kind);
    return plot;
  };

  it('have a lane for each rule that found something, one sign for what lies on one place', () => {
    const { y, signs } = plotOf();
    expect(y.categories).toEqual(['Scale of the inputs', 'Dead units', 'NaN or infinity']);
    expect(signs).toEqual([
      { x: 0, lane: 0, severity: 'info', count: 1 },
      { x: 10, lane: 1, severity: 'warning', count: 2 },
      { x: 5, lane: 2, severity: 'error', count: 1 },
    ]);
  });

  it('have a lane for each initializer where that is asked for', () => {
    const { y, signs } = plotOf({ lanes: 'initializer', xAxis: 'epoch' });
    expect(y.categories).toEqual(['good', 'bad', 'The data']);
    expect(signs.map(({ x, lane }) => [x, lane])).toEqual([
      [0, 2],
      [1, 0],
      [0.5, 1],
    ]);
  });

  it('are read and picked at the nearest step, in the nearest lane', () => {
    const plot = plotOf();
    expect(plot.read(9)).toMatchObject({
      x: 10,
      rows: [{ name: 'good', cells: ['▲ Dead units', 'dense_1', '0, 1'] }],
    });
    expect(plot.pick?.(9, 2)(INITIAL_STATE)).toMatchObject({ step: 10, tab: 'layers' });
    expect([plot.move(undefined, 1), plot.move(0, 1), plot.move(10, 1), plot.move(10, -1)]).toEqual([
      0, 5, 10, 5,
    ]);
  });
});
