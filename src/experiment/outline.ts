import type { DatasetDescription } from '../data/dataset';
import type { Shape } from '../nn/shape';
import type { Range } from '../schema/problem';
import type { Places } from '../schema/source';
import { findEntry } from '../schema/syntax';
import type { SyntaxNode } from '../schema/syntax';
import type { InitializerChoice } from './experiment';
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
  /** In order, as many as written. */
  readonly layers: readonly LayerOutline[];
  readonly initializers: readonly InitializerOutline[];
}

export type Section = 'name' | 'engine' | 'dataset' | 'model' | 'initializers' | 'training' | 'telemetry';

export interface LayerOutline {
  readonly range: Range;
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly inputShape: Shape | undefined;
  readonly outputShape: Shape | undefined;
}

export interface InitializerOutline {
  readonly range: Range;
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
}): Outline {
  const { root, places, description, model, initializers } = parts;
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
    layers: model.layers.map(({ span, type, name, inputShape, outputShape }) => ({
      range: places.range(span),
      type,
      name,
      inputShape,
      outputShape,
    })),
    initializers: initializers.map(({ span, label, choice }) => ({
      range: places.range(span),
      label,
      choice,
    })),
  };
}
