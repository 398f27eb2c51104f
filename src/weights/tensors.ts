import type { HostTensor } from '../nn/initialize';

/** Tensors by the name that a file gives them. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** Shapes by name: what can be known of a file of tensors without reading its values. */
export type NamedShapes = Readonly<Record<string, readonly number[]>>;
