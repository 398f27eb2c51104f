import { OnnxBuilder } from '../../src/engine/onnx/builder';
import { runInPlace, withoutCopies } from '../../src/engine/onnx/inPlace';
import { encodeModel } from '../../src/engine/onnx/model';
import type { OnnxRuntime } from '../../src/engine/onnx/machine';
import { findPackage } from '../../src/engine/packages';
import { locateServices } from '../../src/engine/services';

const SIZE = 1024;
const SECONDS = 1.5;

/** The fastest that this machine multiplies matrices, GFLOP/s: a large product in ONNX Runtime, the best of many. */
export async function measureGemm(threads: number): Promise<number> {
  const found = findPackage(['onnxruntime-node'], locateServices(process.cwd(), []));
  if (!found) throw new Error('onnxruntime-node is not installed');
  const { InferenceSession, Tensor } = found.require('onnxruntime-node') as OnnxRuntime;
  const builder = new OnnxBuilder();
  const matrix = (name: string): { name: string; type: 'float32'; shape: number[] } => ({
    name,
    type: 'float32',
    shape: [SIZE, SIZE],
  });
  builder.node('MatMul', ['a', 'b'], {}, 'y');
  const model = encodeModel(withoutCopies(builder.build([matrix('a'), matrix('b')], [matrix('y')])));
  const session = await InferenceSession.create(model, { intraOpNumThreads: threads, logSeverityLevel: 3 });
  const tensor = (): InstanceType<typeof Tensor> =>
    new Tensor(
      'float32',
      Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.sin(i)),
      [SIZE, SIZE],
    );
  const [feeds, fetches] = [{ a: tensor(), b: tensor() }, { y: tensor() }];
  let best = Infinity;
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    const start = performance.now();
    await runInPlace(session, feeds, fetches);
    best = Math.min(best, performance.now() - start);
  }
  await session.release();
  return (2 * SIZE ** 3) / best / 1e6;
}
