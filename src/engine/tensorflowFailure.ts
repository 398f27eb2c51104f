import type { EngineName } from '../shared/engineNames';
import { EngineError, firstLine } from './engineError';
import type { FoundPackage } from './packages';

/** Turns what `require('@tensorflow/tfjs-node…')` throws into what is wrong and what to do about it. */
export const explainLoadFailure = (
  engine: EngineName,
  { name }: Pick<FoundPackage, 'name'>,
  thrown: unknown,
): EngineError => {
  const message = firstLine(thrown);
  const { reason, remedy } = classify(name, message);
  return new EngineError(engine, reason, remedy, { cause: thrown });
};

const classify = (name: string, message: string): { readonly reason: string; readonly remedy: string } => {
  const library = /(?:^|[\s:(])((?:[^\s:()]*[/\\])?[^\s:()/\\]+\.(?:so[.\d]*|dylib|dll))/.exec(message)?.[1];
  if (message.includes('tfjs_binding.node') && message.includes('can not be found'))
    return {
      reason: `${name} is installed without its native library (tfjs_binding.node): the download was blocked or failed.`,
      remedy:
        'Install it again where storage.googleapis.com can be reached, or set TFJS_NODE_CDN_STORAGE to a mirror first.',
    };
  if (library !== undefined && /cud|cublas|cufft|curand|cusolver|cusparse|nvrtc|nccl/i.test(library))
    return {
      reason: `the CUDA library ${library} cannot be loaded.`,
      remedy: 'Install CUDA 11.2 and cuDNN 8, and put their libraries on the loader’s path.',
    };
  if (library !== undefined && /tensorflow/i.test(library))
    return {
      reason: `TensorFlow’s library ${library} cannot be loaded.`,
      remedy: `Install ${name} again: its download of libtensorflow is incomplete.`,
    };
  return {
    reason: `${name} does not load: ${message}`,
    remedy: `Install ${name} again with this Node (${process.version}, ${process.platform}-${process.arch}).`,
  };
};
