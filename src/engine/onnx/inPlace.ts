import type { InferenceSession } from 'onnxruntime-node';
import { sizeOf } from '../../nn/shape';
import type { OnnxModel } from './model';

/**
 * onnxruntime-node (1.30) writes outputs into the memory that it is given, and then hands out a copy of each: for the
 * gradients of a large network that takes longer than the update itself, and fills V8's heap so fast that it never
 * stops collecting. It hands out the outputs in their order and ends with an error at the first that is no tensor. So
 * a model with large outputs begins with an empty sequence: when the error comes, all has been computed and is in place.
 * Source: OrtValueToNapiValue in js/node/src/tensor_helper.cc, called at the end of InferenceSessionWrap::Run.
 */
const NOTHING = 'nothing';
const HANDS_OUT_NOTHING = 'Non tensor type is temporarily not supported.';

/** Bytes whose copy takes as long as an error does. */
const LARGE = 1 << 17;

/** The model, written so that `runInPlace` copies no large output. */
export function withoutCopies(model: OnnxModel): OnnxModel {
  const bytes = model.outputs.reduce((sum, { shape }) => sum + sizeOf(shape) * 4, 0);
  if (bytes < LARGE) return model;
  return {
    ...model,
    nodes: [...model.nodes, { op: 'SequenceEmpty', inputs: [], outputs: [NOTHING], attributes: {} }],
    outputs: [{ name: NOTHING, type: 'float32', shape: [], isSequence: true }, ...model.outputs],
  };
}

/** Runs a model whose outputs all have their memory. */
export async function runInPlace(
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
  fetches: InferenceSession.NullableOnnxValueMapType,
): Promise<void> {
  if (session.outputNames[0] !== NOTHING) {
    await session.run(feeds, fetches);
    return;
  }
  try {
    await session.run(feeds, { [NOTHING]: null, ...fetches });
  } catch (thrown) {
    if (!(thrown instanceof Error && thrown.message === HANDS_OUT_NOTHING)) throw thrown;
  }
}
