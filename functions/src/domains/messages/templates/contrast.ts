/** WCAG 2.2, "relative luminance" of an sRGB colour. */
function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Black or white, whichever reads better on `background`; one of the two always passes 4.5 : 1. */
export function readableOn(background: string): '#000000' | '#ffffff' {
  // Equal contrast with both lies where (L + 0.05)² = 1.05 × 0.05.
  return luminance(background) > 0.179 ? '#000000' : '#ffffff';
}

/** The colour when it is one of ours to use in markup, else a calm default: it stands inside a style attribute. */
export function safeColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#14532d';
}
