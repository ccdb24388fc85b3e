/**
 * What may be printed of a text that a person typed.
 *
 * Control characters would break the layout, and an override of the writing direction can make an
 * amount or account number read backwards; neither has a place in a document that must be trusted.
 */

// Control characters except the line feed; soft hyphen; invisible marks; overrides and isolates; BOM;
// halves of characters; the private use area, where icon fonts put their pictures.
// oxlint-disable-next-line no-control-regex -- these are exactly the characters to take out
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Cs}|\p{Co}/gu;

// A joiner means something between Arabic or Indic letters and nothing elsewhere.
const IDLE_JOINERS = /(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])/gu;

/** Composed, one kind of line break, without characters that are not for printing. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\t\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(UNPRINTABLE, '')
    .replace(IDLE_JOINERS, '');
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const STRONG = /\p{L}/u;

/** The direction of a paragraph: that of its first letter. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = STRONG.exec(text)?.[0] ?? '';
  return RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
}
