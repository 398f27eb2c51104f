import type { EngineName } from '../shared/engineNames';
import { phrase } from '../shared/phrase';
import { EngineError, firstLine } from './engineError';
import type { FoundPackage } from './packages';
import type { Caution } from './engine';

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

const classify = (name: string, message: string): Caution => {
  const library = /(?:^|[\s:(])((?:[^\s:()]*[/\\])?[^\s:()/\\]+\.(?:so[.\d]*|dylib|dll))/.exec(message)?.[1];
  if (message.includes('tfjs_binding.node') && message.includes('can not be found'))
    return {
      reason: phrase(
        '{0} is installed without its native library (tfjs_binding.node): the download was blocked or failed.',
        name,
      ),
      remedy: phrase(
        'Install it again where storage.googleapis.com can be reached, or set TFJS_NODE_CDN_STORAGE to a mirror first.',
      ),
    };
  if (library !== undefined && /cud|cublas|cufft|curand|cusolver|cusparse|nvrtc|nccl/i.test(library))
    return {
      reason: phrase('the CUDA library {0} cannot be loaded.', library),
      remedy: phrase('Install CUDA 11.2 and cuDNN 8, and put their libraries on the loader’s path.'),
    };
  if (library !== undefined && /tensorflow/i.test(library))
    return {
      reason: phrase('TensorFlow’s library {0} cannot be loaded.', library),
      remedy: phrase('Install {0} again: its download of libtensorflow is incomplete.', name),
    };
  return {
    reason: phrase('{0} does not load: {1}', name, message),
    remedy: phrase(
      'Install {0} again with this Node ({1}).',
      name,
      `${process.version}, ${process.platform}-${process.arch}`,
    ),
  };
};
