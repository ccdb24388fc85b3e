/** Colours derived from the one colour of an organisation, so that whatever it chose stays readable. */

/** The colours of a document, as `#rrggbb`. */
export interface Palette {
  /** The brand's colour, dark enough for text on white and on `tint`. */
  readonly accent: string;
  /** Text on a surface of `accent`. */
  readonly onAccent: string;
  /** A breath of the brand's colour, for surfaces behind text. */
  readonly tint: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
}

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const DEFAULT: Rgb = [31, 58, 95];
/** WCAG 2.2, level AA, for text of ordinary size. */
const READABLE = 4.5;

function parse(colour: string | undefined): Rgb {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour ?? '');
  if (!match) return DEFAULT;
  const [, red = '0', green = '0', blue = '0'] = match;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

function hex(colour: Rgb): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * share;
  return [channel(0), channel(1), channel(2)];
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const linear = (value: number): number => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The contrast between two `#rrggbb` colours, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  return contrastOf(parse(one), parse(other));
}

function tintOf(accent: Rgb): string {
  return hex(mix(accent, WHITE, 0.94));
}

/** The palette of an organisation; a colour that is absent or malformed gives the house's own blue. */
export function paletteOf(colour: string | undefined): Palette {
  const brand = parse(colour);
  let accent = brand;
  // Rounded each time, as a printed colour is, so that the last step does not fall short by a hair.
  while (contrastOf(parse(hex(accent)), parse(tintOf(accent))) < READABLE) accent = mix(accent, BLACK, 0.06);
  return {
    accent: hex(accent),
    onAccent: '#ffffff',
    tint: tintOf(accent),
    ink: '#1c2126',
    muted: '#5b646d',
    rule: '#d5d9dd',
  };
}
