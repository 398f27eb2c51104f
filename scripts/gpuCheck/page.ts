import { table } from '../../src/shared/markdown';
import type { Report } from './report';
import { SHARINGS } from './speed';
import type { LookTime, Speed } from './speed';

/**
 * `docs/gpu.md`, from what was found where there was a GPU.
 *
 * @param trials the columns
 * @param date of the measurement, ISO 8601
 */
export const gpuPage = (
  reports: readonly Report[],
  trials: readonly number[],
  date: string,
): string => `# On a GPU

<!-- Written by \`npm run gpu-check\`, from \`bench/gpu.json\`. -->

\`npm run gpu-check\` compares each GPU engine that loads to the cpu engine, on a network for every entry of the registries
and on some as people train them, and times training beside ONNX Runtime on the processor. Measured on ${date}.

${reports.map((report) => section(report, trials)).join('\n\n')}

## How

- The webgpu engine has tfjs write down what it would have the GPU do, once for each program (\`src/engine/webgpu\`):
  pipelines, bind groups and memory are made then, and a step is one submission of commands. tfjs by itself makes a uniform
  buffer and a bind group for every kernel it calls: on an H200 (2026-11-26) a step of (a) took 31 ms so, and takes 1.0 to 1.3 ms
  now; one of a stack took 14 ms, and takes 1.1.
- PyTorch 2.11 in its usual loop, on the same H200 and day: (a), (b) and (c) at 744, 477 and 484 steps/s on the GPU, at 272,
  41 and 73 on one of the machine's cores, and at 436, 194 and 384 on all 16. The row of onnxruntime is one process; an
  experiment has one for each core.
- ONNX Runtime's own WebGPU provider was tried as an engine (version 1.30, the same H200) and left: a network with
  convolution and batchNorm came out wrong (a loss of 1.77 in place of 1.90, on SwiftShader too), and stacks of 64 made 804,
  100 and 153 steps/s of (a), (b) and (c).
- Histograms are counted in the memory of workgroups. tfjs' own kernel adds to a few floats by comparing and exchanging: with
  it the first histograms of \`mnist-initializers\` (six networks) did not end within 40 s on that H200.
- Whole runs on an H200 beside 16 cores (2026-11-27): \`mnist-initializers\` takes 4.1 to 5.3 s on webgpu, 2.8 s on
  onnxruntime, and 3.3 to 4.2 s where \`auto\` chooses between them, a look at the GPU included. The 54,000 updates of
  \`mnist-xavier-kaiming-published\` and \`-corrected\` (six networks each, 15 epochs of MNIST) take 49 and 70 s on webgpu.
- Experiments share a GPU without knowing of each other: three trainers at once, the same experiment in each, took 5.3 s
  where one alone takes 3.8; the weights of four networks of each were compared, and agree bit for bit.
- \`auto\` takes a GPU only where a step of eight networks is no longer on it than on the processor's cores.
`;

function section(
  { engine, version, device, skipped, correctness, looks, speeds }: Report,
  trials: readonly number[],
): string {
  const opened = [version, device && `on ${device.name} (${device.kind})`].filter(Boolean).join(' ');
  const parts = [
    `## ${engine}`,
    opened,
    skipped && `Not checked: ${skipped}`,
    correctness &&
      `${correctness.passed} networks agree with cpu, ${correctness.mistakes.length} differ.` +
        correctness.mistakes.map((mistake) => `\n- ${mistake}`).join(''),
    speeds && `Steps a second of all trials together, by their number:\n\n${speedTable(speeds, trials)}`,
    looks && `Milliseconds of what training does beside steps, on 512 samples:\n\n${lookTable(looks)}`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function speedTable(speeds: readonly Speed[], trials: readonly number[]): string {
  const networks = [...new Set(speeds.map(({ network }) => network))];
  const rows = networks.flatMap((network) =>
    SHARINGS.flatMap((sharing) => {
      const row = speeds.filter((speed) => speed.network === network && speed.sharing === sharing);
      const cells = trials.map((count) => row.find((speed) => speed.trials === count)?.stepsPerSecond);
      return row.length === 0 ? [] : [[network, sharing, ...cells.map((cell) => cell?.toFixed(0) ?? '')]];
    }),
  );
  return table(['network', 'trials', ...trials.map(String)], rows);
}

const lookTable = (looks: readonly LookTime[]): string =>
  table(
    ['network', 'program', 'ms'],
    looks.map(({ network, program, milliseconds }) => [network, program, milliseconds.toFixed(1)]),
  );
