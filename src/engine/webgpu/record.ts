import type { Tensor, Tf } from '../../nn/tensors';
import type { Arena } from './arena';
import type { GpuBinding, GpuBuffer, GpuDevice, GpuPipeline, Workgroups } from './gpu';

/** One thing that the GPU is told to do. */
export type Command =
  | {
      readonly kind: 'dispatch';
      readonly pipeline: GpuPipeline;
      /** By the number of the binding in group 0. */
      readonly bindings: readonly GpuBinding[];
      readonly workgroups: Workgroups;
    }
  | { readonly kind: 'copy'; readonly from: GpuBuffer; readonly to: GpuBuffer; readonly size: number };

/** What tfjs-backend-webgpu 4.22 (`backend_webgpu.ts`) computes with. */
interface Backend {
  readonly device: GpuDevice;
  readonly tensorMap: { get(dataId: object): { readonly resource: GpuBuffer }; delete(dataId: object): void };
  bufferManager: Pick<Arena, 'acquireBuffer' | 'releaseBuffer'>;
  commandEncoder: object | null;
  computePassEncoder: object | null;
  dispatchCountInPass: number;
  commandQueueOwnedIds: WeakSet<object>;
  tensorDataPendingDisposal: object[];
  uniformPendingDisposal: GpuBuffer[];
  submitQueue(): void;
  endComputePassEncoder(): void;
  releaseResource(dataId: object): void;
  uploadToGPU(dataId: object): void;
}

const backendOf = (tf: Tf): Backend => tf.backend() as unknown as Backend;

export const deviceOf = (tf: Tf): GpuDevice => backendOf(tf).device;

/** The memory that a tensor has on the GPU; what the host has of it is brought there. */
export const bufferOf = (tf: Tf, { dataId }: Tensor): GpuBuffer => {
  const backend = backendOf(tf);
  backend.uploadToGPU(dataId);
  return backend.tensorMap.get(dataId).resource;
};

/** Recorded bind groups are descriptors: those to replay with are made for each state. */
interface RecordedGroup {
  readonly bindings: readonly GpuBinding[];
}

/**
 * Writes down what tfjs' current backend, WebGPU, would have the GPU do, which does nothing yet.
 *
 * tfjs makes a uniform buffer and a bind group for every kernel it calls and finds its pipeline by a key of text, which
 * takes a hundred times as long as the dispatch. A recording makes them once.
 *
 * @param work calls tfjs' ops, and waits for nothing
 */
export function record(tf: Tf, arena: Arena, work: () => void): readonly Command[] {
  const backend = backendOf(tf);
  const { device, bufferManager } = backend;
  backend.endComputePassEncoder();
  if (backend.commandEncoder) backend.submitQueue();
  const commands: Command[] = [];
  const own = backend as { submitQueue?: () => void };
  const ownDevice = device as { createBindGroup?: GpuDevice['createBindGroup'] };
  backend.bufferManager = arena;
  backend.commandEncoder = recordingEncoder(commands);
  // tfjs lets go of what commands use when it has submitted them
  own.submitQueue = () => {
    const spent = backend.tensorDataPendingDisposal;
    backend.commandQueueOwnedIds = new WeakSet();
    backend.tensorDataPendingDisposal = [];
    backend.uniformPendingDisposal = [];
    backend.dispatchCountInPass = 0;
    for (const dataId of spent) {
      backend.releaseResource(dataId);
      backend.tensorMap.delete(dataId);
    }
  };
  ownDevice.createBindGroup = ({ entries }): RecordedGroup => ({
    bindings: entries.map(({ resource }) => resource),
  });
  try {
    work();
  } finally {
    backend.submitQueue();
    delete own.submitQueue;
    delete ownDevice.createBindGroup;
    backend.bufferManager = bufferManager;
    backend.commandEncoder = null;
    backend.computePassEncoder = null;
  }
  return commands;
}

/** Takes the part of a `GPUCommandEncoder` and of its pass. */
const recordingEncoder = (commands: Command[]): object => ({
  beginComputePass() {
    let pipeline: GpuPipeline;
    let group: RecordedGroup;
    return {
      setPipeline: (chosen: GpuPipeline) => (pipeline = chosen),
      setBindGroup: (_index: number, chosen: RecordedGroup) => (group = chosen),
      dispatchWorkgroups: (...workgroups: Workgroups) =>
        commands.push({ kind: 'dispatch', pipeline, bindings: group.bindings, workgroups }),
      end: () => undefined,
    };
  },
  copyBufferToBuffer: (from: GpuBuffer, _from: number, to: GpuBuffer, _to: number, size: number) =>
    commands.push({ kind: 'copy', from, to, size }),
});
