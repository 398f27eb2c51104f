import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

type DataId = TensorInfo['dataId'];

/** The part of tfjs' `BackendWasm` that our kernels use; its own type needs Emscripten's global types. */
export interface WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    cwrap(name: string, returns: null, takes: readonly ('number' | 'array')[]): WasmFunction;
    readonly tfjs: { disposeData(id: number): void };
  };
  readonly dataIdMap: { get(dataId: DataId): { readonly id: number }; delete(dataId: DataId): boolean };
  /** New memory, or a view of memory at `offset`. */
  makeOutput(shape: readonly number[], dtype: DataType, offset?: number): TensorInfo;
  getMemoryOffset(dataId: DataId): number;
  disposeData(dataId: DataId): boolean;
}

/** A function of the C++ side; shapes go over as the bytes of an int32 array. */
export type WasmFunction = (...values: (number | Uint8Array)[]) => void;
