import type { DatasetDescription } from '../data/dataset';
import type { ModelSpec, WeightSpec } from '../nn/layers/layer';
import type { Shape } from '../nn/shape';
import type { Range } from '../schema/problem';
import type { Places } from '../schema/source';
import { findEntry } from '../schema/syntax';
import type { SyntaxNode } from '../schema/syntax';
import type { DatasetSpec, InitializerChoice, TelemetrySpec, TrainingSpec, TransferSpec } from './experiment';
import type { ResolvedInitializer } from './resolve/initializers';
import type { ResolvedModel } from './resolve/model';

/** What stands where in a config file, as far as it could be read; also of a file with mistakes. */
export interface Outline {
  /** To find, with `locate`, what is at a cursor. */
  readonly root: SyntaxNode | undefined;
  readonly places: Places;
  /** Key and value of each section. */
  readonly sections: Readonly<Record<Section, Range | undefined>>;
  readonly dataset: DatasetDescription | undefined;
  /** Each section on its own, absent while it is not valid. */
  readonly resolved: ResolvedSections;
  /** In order, as many as written. */
  readonly layers: readonly LayerOutline[];
  readonly initializers: readonly InitializerOutline[];
}

export type Section = 'name' | 'engine' | 'dataset' | 'model' | 'initializers' | 'training' | 'telemetry';

export interface ResolvedSections {
  readonly dataset: DatasetSpec | undefined;
  readonly model: ModelSpec | undefined;
  readonly training: TrainingSpec | undefined;
  readonly telemetry: TelemetrySpec | undefined;
  /** Absent as well where nothing is taken over. */
  readonly transfer: TransferSpec | undefined;
}

export interface LayerOutline {
  readonly range: Range;
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly inputShape: Shape | undefined;
  readonly outputShape: Shape | undefined;
  /** Present where both shapes are. */
  readonly weights: readonly WeightSpec[] | undefined;
}

export interface InitializerOutline {
  readonly range: Range;
  /** The name of the initializer: what to mark when the entry as a whole is meant. */
  readonly head: Range;
  readonly label: string | undefined;
  /** What it means for each layer; absent while the entry or the model is not valid. */
  readonly choice: InitializerChoice | undefined;
}

export function outlineOf(parts: {
  readonly root: SyntaxNode | undefined;
  readonly places: Places;
  readonly description: DatasetDescription | undefined;
  readonly model: ResolvedModel;
  readonly initializers: readonly ResolvedInitializer[];
  readonly resolved: ResolvedSections;
}): Outline {
  const { root, places, description, model, initializers, resolved } = parts;
  const section = (key: Section): Range | undefined => {
    const entry = findEntry(root, key);
    return entry && places.range(entry.span);
  };
  return {
    root,
    places,
    sections: {
      name: section('name'),
      engine: section('engine'),
      dataset: section('dataset'),
      model: section('model'),
      initializers: section('initializers'),
      training: section('training'),
      telemetry: section('telemetry'),
    },
    dataset: description,
    resolved,
    layers: model.layers.map(({ span, type, name, inputShape, outputShape, weights }) => ({
      range: places.range(span),
      type,
      name,
      inputShape,
      outputShape,
      weights,
    })),
    initializers: initializers.map(({ span, head, label, choice }) => ({
      range: places.range(span),
      head: places.range(head),
      label,
      choice,
    })),
  };
}
