import type { Channel } from './channel';
import { evenEdges } from '../src/shared/evenEdges';
import { CONTRACT_VERSION, RECORDING_ELEMENT } from './contract';
import type { HostMessage, Output, RecordedHistograms, SeriesDelta } from './contract';
import { h } from './view/h';
import { MessageError, parseKey, parseManifest, parseSweep } from './model/messages';
import { ALL_FIGURES } from './model/sweep';

const BYTES_PER_POINT = 12;

/** Plays the recording embedded in a report. @returns undefined when the page holds none */
export function recordingChannel(): Channel | undefined {
  const element = document.getElementById(RECORDING_ELEMENT);
  if (element === null) return undefined;
  return {
    standalone: true,
    // paper has no picker
    restore: () => ({ sweep: { figure: ALL_FIGURES } }),
    keep: () => undefined,
    post: (message) => {
      if (message.type === 'save') download(message);
      if (message.type === 'copy') void navigator.clipboard.writeText(message.text);
    },
    listen: (listener, failed) => {
      decodeRecording(element.textContent).then((messages) => messages.forEach(listener), failed);
    },
  };
}

/** @throws MessageError when the text is not a recording of this version */
export async function decodeRecording(text: string): Promise<readonly HostMessage[]> {
  const recording = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const { version, manifest, origin, series, columns, histograms, bins, findings, sweep } = recording;
  if (
    version !== CONTRACT_VERSION ||
    typeof origin !== 'number' ||
    typeof columns !== 'string' ||
    typeof bins !== 'string' ||
    typeof findings !== 'string' ||
    !Array.isArray(series) ||
    !Array.isArray(histograms)
  )
    throw new MessageError('The data in this report are not a recording that its page can read.');
  const lengths = series.map((entry: { key?: unknown; length?: unknown }) => ({
    key: parseKey(entry.key),
    length: Number(entry.length),
  }));
  const bytes = await inflate(columns);
  const total = lengths.reduce((sum, { length }) => sum + length * BYTES_PER_POINT, 0);
  if (bytes.byteLength !== total) throw damaged(bytes.byteLength, total);
  let offset = 0;
  const deltas = lengths.map(({ key, length }): SeriesDelta => {
    const steps = new Uint32Array(bytes, offset, length);
    const values = new Float32Array(bytes, offset + 4 * length, length);
    const times = new Uint32Array(bytes, offset + 8 * length, length);
    offset += BYTES_PER_POINT * length;
    return {
      key,
      reset: true,
      steps: Float64Array.from(steps),
      values,
      wallTimes: Float64Array.from(times, (milliseconds) => origin + milliseconds / 1000),
    };
  });
  return [
    { type: 'manifest', manifest: parseManifest(manifest) },
    { type: 'series', deltas },
    { type: 'findings', lines: findings },
    ...(sweep === undefined ? [] : [{ type: 'sweep' as const, facts: parseSweep(sweep) }]),
    // their own page wrote them, and the numbers say whether they fit
    ...unpackHistograms(histograms as readonly RecordedHistograms[], new Float64Array(await inflate(bins))),
  ];
}

function unpackHistograms(
  recorded: readonly RecordedHistograms[],
  numbers: Float64Array,
): readonly Extract<HostMessage, { type: 'histograms' }>[] {
  let place = 0;
  const take = (count: number): Float64Array => numbers.subarray(place, (place += count));
  const messages = recorded.map(({ layer, trial, tags }) => ({
    type: 'histograms' as const,
    layer,
    trial,
    histograms: tags.map(({ tag, recorded: steps, bins, even, ...rest }) => {
      const edges = bins.flatMap((size) => {
        if (!even) return [...take(size + 1)];
        const [first = Number.NaN, last = Number.NaN] = take(2);
        return [...evenEdges(first, last, size)];
      });
      return {
        tag,
        recorded: steps,
        steps: Float64Array.from(rest.steps),
        bins: Uint32Array.from(bins),
        edges: Float64Array.from(edges),
        counts: take(bins.reduce((sum, size) => sum + size, 0)),
      };
    }),
  }));
  if (place !== numbers.length) throw damaged(8 * numbers.length, 8 * place);
  return messages;
}

const damaged = (found: number, expected: number): MessageError =>
  new MessageError(`The data in this report are damaged: ${found} bytes, ${expected} expected.`);

async function inflate(base64: string): Promise<ArrayBuffer> {
  const deflated = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}

/** As the browser saves any file of a page. */
function download({ name, mime, content }: Extract<Output, { type: 'save' }>): void {
  const parts = typeof content === 'string' ? content : content.slice();
  const address = URL.createObjectURL(new Blob([parts], { type: mime }));
  h('a', { href: address, download: name }).click();
  // the browser has taken hold of it by the next task
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
