/** The size of a logo, read from its own header. */
import type { PaperBrand } from './document-model.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function pngSize(view: DataView): Size | undefined {
  if (view.byteLength < 33 || PNG_SIGNATURE.some((byte, index) => view.getUint8(index) !== byte)) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
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
 * The largest size, in points, at which a logo fits a box. Undefined without a logo, or when the bytes are
 * not the picture they claim to be: an invoice is not refused for that, it shows the name instead.
 */
export function fitLogo(logo: PaperBrand['logo'], box: Size): Size | undefined {
  if (!logo) return undefined;
  const view = new DataView(logo.bytes.buffer, logo.bytes.byteOffset, logo.bytes.byteLength);
  const size = logo.type === 'image/png' ? pngSize(view) : jpegSize(view);
  if (!size || size.width === 0 || size.height === 0) return undefined;
  const scale = Math.min(box.width / size.width, box.height / size.height);
  return { width: size.width * scale, height: size.height * scale };
}
