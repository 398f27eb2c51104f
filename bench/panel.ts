/**
 * How fast the run panel is in Chromium: `npm run build && npm run bench -- panel [steps]`. 30 trials of as many steps
 * (100,000 unless said): time from the arrival of manifest and data to the first paint of all of them, frames per second
 * while zooming and panning, memory of the page's process, and the share of a core that ten updates a second take.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { launch, openPanel } from '../scripts/screenshots/panelPage';
import { THEMES } from '../scripts/screenshots/themes';
import { manifestOf } from '../test/unit/webview/model/scenes';

const STEPS = Number(process.argv[2] ?? 100_000);
const INITIALIZERS = Array.from({ length: 10 }, (_, index) => `initializer ${index}`);
const SEEDS = [1, 2, 3];
const FRAMES = 120;
const LIVE_SECONDS = 15;
const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const MANIFEST = manifestOf(INITIALIZERS, SEEDS, {
  state: 'running',
  totalSteps: 2 * STEPS,
  stepsPerEpoch: STEPS / 10,
});

/** Script with what is measured inside of the page: a curve with noise for each trial, in pieces if it is live. */
const script = `
window.bench = {
  deltas(from, to, reset) {
    return ${JSON.stringify(INITIALIZERS)}.flatMap((initializer, which) => ${JSON.stringify(SEEDS)}.map((seed) => ({
      key: { initializer, seed, split: 'train', tag: 'loss' },
      reset,
      steps: Float64Array.from({ length: to - from }, (_, i) => from + i),
      values: Float32Array.from({ length: to - from }, (_, i) => 0.1 * which + 2 / (1 + (from + i) / 5000) + 0.1 * Math.random()),
      wallTimes: Float64Array.from({ length: to - from }, (_, i) => 1.7e9 + from + i),
    })));
  },
  // columns are handed over, not copied, as VS Code does
  post(deltas) {
    const buffers = deltas.flatMap(({ steps, values, wallTimes }) => [steps, values, wallTimes].map(({ buffer }) => buffer));
    window.postMessage({ type: 'series', deltas }, '*', buffers);
  },
  // what the browser takes to show a canvas of that size, whatever is on it
  async floor(count) {
    const { width, height } = document.querySelector('#loss canvas');
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    document.body.prepend(canvas);
    const context = canvas.getContext('2d');
    const begun = performance.now();
    for (let frame = 0; frame < count; frame++) {
      context.fillStyle = frame % 2 ? '#111' : '#222';
      context.fillRect(0, 0, width, height);
      await bench.painted();
    }
    canvas.remove();
    return (1000 * count) / (performance.now() - begun);
  },
  painted: () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))),
  async open(steps) {
    const deltas = bench.deltas(0, steps, true);
    const begun = performance.now();
    window.postMessage({ type: 'manifest', manifest: ${JSON.stringify(MANIFEST)} }, '*');
    bench.post(deltas);
    while (!document.querySelector('#loss .notes')?.textContent.includes('points drawn')) await bench.painted();
    await bench.painted();
    return performance.now() - begun;
  },
  async frames(count) {
    const canvas = document.querySelector('#loss canvas');
    const { left, top, width } = canvas.getBoundingClientRect();
    const begun = performance.now();
    for (let frame = 0; frame < count; frame++) {
      const zooms = frame < count / 2;
      canvas.dispatchEvent(new WheelEvent('wheel', {
        clientX: left + width / 2, clientY: top + 50, ctrlKey: true, bubbles: true, cancelable: true,
        deltaX: zooms ? 0 : 20, deltaY: zooms ? -20 : 0,
      }));
      await bench.painted();
    }
    return (1000 * count) / (performance.now() - begun);
  },
  live(from) {
    let step = from;
    const timer = setInterval(() => {
      bench.post(bench.deltas(step, step + 10, false));
      step += 10;
    }, 100);
    return timer;
  },
};`;

async function main(): Promise<void> {
  const browser = await launch();
  try {
    const { page, problems } = await openPanel(browser, {
      theme: THEMES.dark,
      width: 1280,
      bundle: 'dist/webview',
    });
    await page.evaluate(script);
    const paint: number = await page.evaluate(`bench.open(${STEPS})`);
    console.log(
      `${INITIALIZERS.length * SEEDS.length} series × ${STEPS} steps: painted ${paint.toFixed(0)} ms after they arrived`,
    );
    const protocol = await browser.newBrowserCDPSession();
    const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
    // the page's process is the renderer that has worked most
    const renderer = processInfo
      .filter(({ type }) => type === 'renderer')
      .sort((a, b) => b.cpuTime - a.cpuTime)[0];
    if (renderer === undefined) throw new Error('Chromium runs no renderer');

    const cpuSeconds = (): number => {
      const fields = readFileSync(`/proc/${renderer.id}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    };
    const megabytes = (): number =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${renderer.id}/status`, 'utf8'))?.[1]) / 1024;

    console.log(`memory of the page's process: ${megabytes().toFixed(0)} MiB`);
    const beforeFrames = cpuSeconds();
    const rate: number = await page.evaluate(`bench.frames(${FRAMES})`);
    const perFrame = (1000 * (cpuSeconds() - beforeFrames)) / FRAMES;
    console.log(`zoom and pan: ${rate.toFixed(0)} frames/s, ${perFrame.toFixed(1)} ms of CPU time a frame`);
    console.log(`memory after that: ${megabytes().toFixed(0)} MiB`);
    const floor: number = await page.evaluate(`bench.floor(${FRAMES})`);
    console.log(`an empty canvas of that size: ${floor.toFixed(0)} frames/s`);
    const idle = cpuSeconds();
    await page.evaluate(`void bench.live(${STEPS})`);
    await page.waitForTimeout(1000 * LIVE_SECONDS);
    const share = (100 * (cpuSeconds() - idle)) / LIVE_SECONDS;
    console.log(
      `live at 10 updates/s: ${share.toFixed(0)} % of a core, memory ${megabytes().toFixed(0)} MiB`,
    );
    const seen = await problems();
    if (seen.length > 0) throw new Error(seen.join('\n'));
  } finally {
    await browser.close();
  }
}

void main();
