import { tag } from '../../src/shared/tags';
import { t } from '../../src/shared/l10n';
import { formatCount, formatPercent } from './format';
import type { Bar, BarsPlot } from './plot';
import { probed, probeText } from './probes';
import type { Scene } from './scene';
import { layersWith, pickedLayer, shownInitializers, zoomOf } from './scene';
import { zoomNote } from './stepsPlot';

/** Dead units of every layer on each other, one bar an initializer, at the selected step. */
export function deadPlot(scene: Scene, empty: string): BarsPlot {
  const layers = layersWith(scene, 'dead_units');
  const chosen = pickedLayer(scene);
  const initializers = shownInitializers(scene);
  const bars = initializers.map((initializer): Bar => ({
    initializer,
    pieces: layers.flatMap((layer) => {
      const statistic = probed(scene, initializer, tag('dead_units', layer));
      if (statistic === undefined) return [];
      return [{ name: layer, value: statistic.mean, selected: layer === chosen }];
    }),
  }));
  const units = unitsOf(scene, layers);
  const extent = [0, Math.max(1, initializers.length - 1)] as const;
  const range = zoomOf(scene.state, 'initializer', extent);
  return {
    kind: 'bars',
    x: {
      kind: 'category',
      title: t('Initializer'),
      name: 'initializer',
      categories: initializers,
      extent,
      range,
      selected: undefined,
    },
    y: { kind: 'value', title: t('Dead units'), log: false, percent: false, min: 0 },
    bars,
    notes: zoomNote(range),
    ...(bars.some(({ pieces }) => pieces.length > 0) ? {} : { empty }),
    summary: t(
      'Dead units at {0}, all layers together: {1}.',
      probeText(scene),
      bars.map((bar) => `${bar.initializer} ${formatCount(totalOf(bar))}`).join(', '),
    ),
    read: (x) => {
      const index = Math.round(x);
      const bar = bars[index];
      if (bar === undefined || bar.pieces.length === 0) return undefined;
      return {
        x: index,
        heading: `${bar.initializer} · ${probeText(scene)}`,
        columns: [t('Dead units'), t('Share')],
        rows: [
          ...bar.pieces.map(({ name, value }) => ({
            name,
            cells: [formatMean(value), formatPercent(value / (units.get(name) ?? Number.NaN))],
          })),
          {
            name: t('All layers'),
            cells: [
              formatMean(totalOf(bar)),
              formatPercent(totalOf(bar) / layers.reduce((sum, layer) => sum + (units.get(layer) ?? NaN), 0)),
            ],
          },
        ],
      };
    },
    move: (x, direction) =>
      bars.length === 0
        ? undefined
        : Math.min(Math.max((x ?? (direction > 0 ? -1 : bars.length)) + direction, 0), bars.length - 1),
    table: () => ({
      columns: [t('Initializer'), ...layers],
      rows: bars.map(({ initializer, pieces }) => [
        initializer,
        ...layers.map((layer) => pieces.find(({ name }) => name === layer)?.value),
      ]),
    }),
  };
}

const totalOf = ({ pieces }: Bar): number => pieces.reduce((sum, { value }) => sum + value, 0);

/** Means over seeds need not be whole. */
const formatMean = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : value.toFixed(1);

/** Units of each layer: of a dense layer, or channels of a convolution. */
const unitsOf = ({ manifest }: Scene, layers: readonly string[]): ReadonlyMap<string, number> =>
  new Map(
    manifest.experiment.model.layers
      .filter(({ name }) => layers.includes(name))
      .map(({ name, outputShape }) => [name, outputShape.at(-1) ?? Number.NaN]),
  );
