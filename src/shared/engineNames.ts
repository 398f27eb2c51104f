/** Every engine, in the order in which `auto` tries them. */
export const ENGINE_NAMES = ['tensorflow-gpu', 'webgpu', 'onnxruntime', 'tensorflow', 'wasm', 'cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];
export type EnginePreference = EngineName | 'auto';
