import { table } from '../../src/shared/markdown';

/** What the page tells beside the figures of its run: measured by hand, each with its day. Markdown. */
export const NOTES = `## The run of 2026-11-28

Whole experiments had eighty seconds each in that run: one round of (b) and of (c), three of (a), whose 7.5 s were 1.28 × less
than PyTorch’s 9.6. On a machine that others share that was too few: of 21 rounds in turn on that day ours took 6.4 to 8.3 s,
PyTorch’s 9.3 to 13.6 with two threads, in three series by their medians 1.58, 1.64 and 1.70 × as long (6, 9 and 6 rounds);
17 of the 21 reach 1.5. The table has the last of these, the four minutes that an experiment gets from now on.

## The surface

What a person waits for, by \`npm run bench -- panel\`, \`runsList 1000 1000\` and \`activation 4\` (2026-11-27, the same machine;
both figures where there were two runs). The page is drawn by Chromium without a GPU: 30 series of 100,000 steps, ten initializers
by three seeds, as means with their spread.

${table(
  ['', 'goal', 'before', 'now'],
  [
    ['painted after the data arrived', '≤ 1,000 ms', '639, 740 ms', '799, 831 ms'],
    ['zoom and pan', '≥ 30 frames/s', '14, 14', '34, 34'],
    ['processor time of a frame', '', '73, 81 ms', '31, 33 ms'],
    ['memory of the page’s process', '≤ 286 MiB', '265, 266 MiB', '233, 238 MiB'],
    ['after zooming', '≤ 286 MiB', '361, 362 MiB', '255, 253 MiB'],
    ['after 15 s of ten updates a second', '≤ 286 MiB', '380, 381 MiB', '282, 285 MiB'],
    ['of a core, at ten updates a second', '< 20 %', '28, 29 %', '14, 18 %'],
    ['1,000 runs listed, cold', '≤ 500 ms', '', '258 ms'],
    ['extension activated, as VS Code tells it', '≤ 50 ms', '155, 187 ms', '5 to 12 ms'],
    ['curves move after the walkthrough’s first click', '≤ 15 s', '', '9.5 to 11.4 s'],
  ],
)}

Before, the page could wait for its first points on top of that: it rested after drawing itself empty, four times as long
as that had taken, seconds on a busy machine. Steps are held once for all series that share them, and columns get their
room to grow when they arrive: a live panel copies none of them.

Activation loads 2 KB. All else follows when other extensions have had their turn: it is there 250 to 424 ms later, with what
VS Code does in between (before, 301 and 461 ms in all). Loading it takes 49 ms of processor time, 115 before libraries that
are needed late had files of their own. Where a config is open as the window starts, VS Code counts what other extensions load
in the meantime as well.

Of a new user's first run the trainer has begun training 2.9 to 4.2 s after the click, and the first points are drawn after 6.3
to 7.3 s, with VS Code, its browser and the trainer on the same two cores; the rest is what the test does before it looks. A
browser that has just been started keeps the first webview waiting for its service worker until 18 to 27 s after it began, with
or without InitScope: with a click in its first seconds curves move after 13 to 22 s.

## Why it is fast

- A step is traced once from tfjs ops and compiled to one ONNX graph, run by ONNX Runtime; the optimizer's update is one
  fused WebAssembly pass over weights, slots and gradients in memory that both work on in place.
- Trials run on all cores, a single-threaded worker each: products this small do not share well between threads.
- onnxruntime-node hands out a copy of every output, also of those that it has written in place. Models with large outputs
  are written so that it cannot: 7 MB of gradients cost 6.9 ms of processor time with the copy, 1.7 without.
- Bytes stay bytes in memory shared by the workers; minibatches are gathered and normalised into one buffer.
- Validation samples that come to no more than 64 MiB as the network sees them are gathered and normalised once by each
  worker, and kept: an epoch of three initializers on images of MNIST’s size, evaluated every 50 updates, took 7.85 s in
  place of 8.52, and 1.3 s less of the processors (2026-11-27, the same machine beside other work, medians of seven runs in
  turn).
- A worker that has done its share takes over a trial of one that has several left. Three initializers on all of MNIST, by
  the command on two cores, took 10.0 and 9.8 s with it, 11.8 and 10.7 s without (2026-11-27, the same machine). It gets one
  after the next update of the other worker: given only between rounds of all trials, and none with fewer than 16 updates
  left, five that were about to end together kept one core waiting for 0.3 to 0.65 s of ten initializers of (a), in four
  runs of five; now for 0.02 to 0.18 s (2026-11-28, five runs each).
- Workers load while the data is read, and programs are compiled once for all of them: the first step of (a) came after
  1.2 to 1.6 s, in the same runs 2.0 to 2.2 s before (2026-11-26, the same machine).
- Workers draw initial weights while the programs are compiled, and load those programs while the run’s folder is made: the
  first step of (a) came after 1.63 s in place of 1.80, ten trials of 20 updates ended after 3.32 s in place of 3.52
  (2026-11-27, the same machine beside other work, medians of six runs in turn).
- Workers load while the engine is checked, whose result the others wait for on one core, and no trainer or worker loads the
  tables of a library that is never called. Beside other work, which took both cores, that was 0.05 to 0.57 s of ten trials of
  20 updates, from start to end, in four series of 7 or 9 runs in turn; their first steps differed by less than such runs do
  (2026-11-27, the same machine).
- Histograms are counted by a loop over what the model leaves in memory: ONNX has no operator that counts, and with those
  that it has the program of (a) took 21.6 ms and its model 80 ms to load; it takes 17.3 and 7 ms now, that of (b) 93 ms in
  place of 135. A trial makes its first step as soon as its weights are drawn, and what theory says of the run is worked
  out meanwhile. With both the first step of (a) came after 1.39 s in place of 1.54 (2026-11-28, the same machine, medians
  of five runs in turn). The loop is WebAssembly, four elements at a time with counts of their own: 3.2 to 3.7 ns an element
  in place of 4.7 to 13, most where half are 0, which Math.min and Math.max tell from −0 (2026-11-28).
- Gradients of layers with 512 units or more have their inputs transposed beforehand: MLAS, ONNX Runtime’s library of
  products, transposes them anew for every 128 units. An update of (b) took 17.7 to 21.9 ms in place of 21.3 to 25.1, to the
  bit the same (2026-11-28, the same machine, three runs in turn).
- Only the training step, and programs with tensors beyond 32 MB, keep the memory that ONNX Runtime works in: ten trials of
  (b) on 60,000 images took 1,463 MB, in the same run 1,747 MB before. Without it for larger tensors, whose pages the
  system makes anew each time, a probe of (c) took 380 ms of processor time, 212 with it (2026-11-27, the same machine).
- Memory of files and samples that have been copied is given back at once: V8, which looks for what nothing refers to when
  its heap grows, had held it to the end in the process that waits for its workers. Ten trials of (b) on 60,000 images took
  1,139 MB with it, 1,414 to 1,537 without (2026-11-27, the same machine under load).
- In the panel what is derived from a series grows with it: means over seeds, smoothing, and a pyramid of extremes, of which
  a chart draws the lowest and the highest of each pixel. Noisy lines are one stroke of pixel-wide lines.
`;
