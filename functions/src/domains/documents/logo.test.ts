import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { aPaperInvoice } from './a-paper-document.ts';
import { fitLogo } from './logo.ts';
import { renderPdf } from './render-pdf.lazy.ts';

const BOX = { width: 190, height: 58 };

function chunk(type: string, data: Buffer): Buffer {
  const frame = Buffer.alloc(12 + data.length);
  frame.writeUInt32BE(data.length, 0);
  frame.write(type, 4, 'latin1');
  data.copy(frame, 8);
  return frame;
}

/** A picture of 12 by 6, each pixel of its own colour and transparency. */
function png(pixels = 6 * (1 + 12 * 4)): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(12, 0);
  header.writeUInt32BE(6, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const data = Buffer.from(Array.from({ length: pixels }, (_, index) => (index % 49 === 0 ? 0 : (index * 37) % 256)));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(data)), chunk('IEND', Buffer.alloc(0))]);
}

function jpeg(): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 50, 0, 200, 1, 1, 0x11, 0, 0xff, 0xd9]);
}

describe('a logo', () => {
  test('fits its box without being stretched', () => {
    expect(fitLogo({ bytes: png(), type: 'image/png' }, BOX)).toMatchObject({ width: 116, height: 58 });
    expect(fitLogo({ bytes: jpeg(), type: 'image/jpeg' }, BOX)).toMatchObject({ width: 190, height: 47.5 });
  });

  test('is left out when it is not what it claims, or stops half-way', () => {
    expect(fitLogo({ bytes: jpeg(), type: 'image/png' }, BOX)).toBeUndefined();
    expect(fitLogo({ bytes: png(40), type: 'image/png' }, BOX)).toBeUndefined();
    expect(fitLogo({ bytes: png().slice(0, 60), type: 'image/png' }, BOX)).toBeUndefined();
    expect(fitLogo({ bytes: new Uint8Array(), type: 'image/jpeg' }, BOX)).toBeUndefined();
  });

  test('with transparency is drawn, the same each time', async () => {
    const document = aPaperInvoice(1, { brand: { logo: { bytes: png(), type: 'image/png' } } });
    const { bytes, sha256 } = await renderPdf(document);
    expect(Buffer.from(bytes).includes('/SMask')).toBe(true);
    expect((await renderPdf(document)).sha256).toBe(sha256);
  });
});
