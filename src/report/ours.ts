import { crc32 } from 'node:zlib';

const PNG_MARK = Buffer.from('tEXtSoftware\0InitScope', 'latin1');
const SVG_MARK = '<!-- Software: InitScope -->';
/** Of the signature and the IHDR chunk, which is the first in every PNG file. */
const PNG_START = 33;

/** A picture of a report with a note of who made it, by which it is known again: a later report may replace it. */
export const markedPng = (png: Uint8Array): Uint8Array =>
  Buffer.concat([png.subarray(0, PNG_START), chunk(PNG_MARK), png.subarray(PNG_START)]);
export const markedSvg = (svg: string): Uint8Array => Buffer.from(`${svg}${SVG_MARK}\n`);

/** Whether a file is a picture that a report has made. */
export const isOurs = (file: Uint8Array): boolean => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return bytes.includes(PNG_MARK) || bytes.toString('utf8').trimEnd().endsWith(SVG_MARK);
};

/** @param typed the chunk's type and data; https://www.w3.org/TR/png-3/#5Chunk-layout */
function chunk(typed: Buffer): Buffer {
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(typed.length - 4);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}
