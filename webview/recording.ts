import type { Channel } from './channel';
import { CONTRACT_VERSION, RECORDING_ELEMENT } from './contract';
import type { HostMessage, Output, SeriesDelta } from './contract';
import { h } from './view/h';
import { MessageError, parseKey, parseManifest } from './model/messages';

const BYTES_PER_POINT = 12;

/** Plays the recording embedded in a report. @returns undefined when the page holds none */
export function recordingChannel(): Channel | undefined {
  const element = document.getElementById(RECORDING_ELEMENT);
  if (element === null) return undefined;
  return {
    standalone: true,
    restore: () => undefined,
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
  const { version, manifest, origin, series, columns, findings } = recording;
  if (
    version !== CONTRACT_VERSION ||
    typeof origin !== 'number' ||
    typeof columns !== 'string' ||
    typeof findings !== 'string' ||
    !Array.isArray(series)
  )
    throw new MessageError('The data in this report are not a recording that its page can read.');
  const lengths = series.map((entry: { key?: unknown; length?: unknown }) => ({
    key: parseKey(entry.key),
    length: Number(entry.length),
  }));
  const bytes = await inflate(columns);
  const total = lengths.reduce((sum, { length }) => sum + length * BYTES_PER_POINT, 0);
  if (bytes.byteLength !== total)
    throw new MessageError(
      `The data in this report are damaged: ${bytes.byteLength} bytes, ${total} expected.`,
    );
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
  ];
}

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
