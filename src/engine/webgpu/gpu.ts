/** What of WebGPU (https://www.w3.org/TR/webgpu/) is used beside tfjs' backend. */

export interface GpuBuffer {
  readonly size: number;
  readonly usage: number;
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

export interface GpuPipeline {
  getBindGroupLayout(index: number): object;
}

/** What a shader reads or writes. */
export interface GpuBinding {
  readonly buffer: GpuBuffer;
  readonly offset?: number;
  readonly size?: number;
}

export type Workgroups = readonly [x: number, y: number, z: number];

export interface GpuComputePass {
  setPipeline(pipeline: GpuPipeline): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(...workgroups: Workgroups): void;
  end(): void;
}

export interface GpuCommandEncoder {
  beginComputePass(): GpuComputePass;
  copyBufferToBuffer(
    from: GpuBuffer,
    fromOffset: number,
    to: GpuBuffer,
    toOffset: number,
    size: number,
  ): void;
  finish(): object;
}

export interface GpuQueue {
  writeBuffer(buffer: GpuBuffer, offset: number, data: ArrayBufferView): void;
  submit(commands: readonly object[]): void;
}

export type GpuErrorKind = 'validation' | 'out-of-memory' | 'internal';

export interface GpuDevice {
  readonly queue: GpuQueue;
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  createBuffer(descriptor: {
    readonly size: number;
    readonly usage: number;
    readonly mappedAtCreation?: boolean;
  }): GpuBuffer;
  createBindGroup(descriptor: {
    readonly layout: object;
    readonly entries: readonly { readonly binding: number; readonly resource: GpuBinding }[];
  }): object;
  createCommandEncoder(): GpuCommandEncoder;
  pushErrorScope(kind: GpuErrorKind): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
  /** Returns when all that was submitted is done. */
  destroy(): void;
}

/** `GPUBufferUsage`, which lies in the global object in browsers alone. */
export const USAGE = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;
/** `GPUMapMode.READ`. */
export const MAP_READ = 1;
