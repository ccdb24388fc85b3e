/** The logo of an organisation, checked before the drawing library sees it. */
import { inflateSync } from 'node:zlib';
import type { PaperBrand } from './document-model.ts';
import type { Picture } from './sheet.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** A logo is decoded in memory; this is 4000 × 4000. */
const MAX_PIXELS = 16_000_000;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The compressed pixels of a PNG, joined. */
function pngData(view: DataView): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const length = view.getUint32(at);
    if (at + 12 + length > view.byteLength) break;
    // 'IDAT'
    if (view.getUint32(at + 4) === 0x49444154) parts.push(Buffer.from(view.buffer, view.byteOffset + at + 8, length));
  }
  return Buffer.concat(parts);
}

/**
 * The library decodes pixels in the background, where an error would end the process; so what it will
 * unpack is unpacked here first, and has to be as long as the header says.
 */
function pngSize(view: DataView): Size | undefined {
  if (view.byteLength < 45 || PNG_SIGNATURE.some((byte, index) => view.getUint8(index) !== byte)) return undefined;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  const bits = view.getUint8(24);
  const channels = CHANNELS[view.getUint8(25)];
  if (!channels || size.width * size.height > MAX_PIXELS) return undefined;
  const expected = size.height * (1 + Math.ceil((size.width * channels * bits) / 8));
  try {
    const pixels = inflateSync(pngData(view), { maxOutputLength: expected * 2 + 1024 });
    return pixels.length >= expected ? size : undefined;
  } catch {
    return undefined;
  }
}

/** Start-of-frame markers hold the size; C4, C8 and CC are tables that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpegSize(view: DataView): Size | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    if (isFrame(view.getUint8(at + 1))) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/**
 * The logo at the largest size, in points, at which it fits a box. Undefined without a logo, and when the
 * bytes are not the picture they claim to be: an invoice is not refused for that, it shows the name instead.
 */
export function fitLogo(logo: PaperBrand['logo'], box: Size): Picture | undefined {
  if (!logo) return undefined;
  const { bytes } = logo;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = logo.type === 'image/png' ? pngSize(view) : jpegSize(view);
  if (!size || size.width === 0 || size.height === 0) return undefined;
  const scale = Math.min(box.width / size.width, box.height / size.height);
  return { bytes, width: size.width * scale, height: size.height * scale };
}
