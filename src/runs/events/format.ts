/**
 * Field numbers of TensorFlow's event files (tensorflow/core/util/event.proto, framework/summary.proto,
 * framework/tensor.proto, framework/histogram.proto) and the names that TensorBoard's plugins go by.
 */
export const FILE_VERSION = 'brain.Event:2';

export const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 } as const;
export const SESSION_LOG = { status: 1 } as const;
/** A process begins, or begins again, to record from a step on. */
export const SESSION_START = 1;
export const SUMMARY = { value: 1 } as const;
export const VALUE = { tag: 1, simpleValue: 2, histogram: 5, tensor: 8, metadata: 9 } as const;
export const METADATA = { pluginData: 1, dataClass: 4 } as const;
export const PLUGIN_DATA = { pluginName: 1 } as const;
export const TENSOR = { type: 1, shape: 2, content: 4, floats: 5, doubles: 6 } as const;
export const TENSOR_SHAPE = { dimension: 2 } as const;
export const DIMENSION = { size: 1 } as const;
export const HISTOGRAM = { min: 1, max: 2, limits: 6, counts: 7 } as const;

export const DT_FLOAT = 1;
export const DT_DOUBLE = 2;

export const SCALARS = { plugin: 'scalars', dataClass: 1 } as const;
export const HISTOGRAMS = { plugin: 'histograms', dataClass: 2 } as const;
