import { InvalidInputError } from './errors.generated.ts';
import { newKey } from './keys.ts';
import type { UploadedFile, UploadOptions, UploadSource } from './upload-types.ts';
import { say, type Language } from './words.ts';

/** The rules of Storage take no more; told before 25 MiB go over the line for nothing. A test compares these with the rules. */
export const MOST_BYTES = 25 * 1024 * 1024;
export const TAKEN =
  /^(image\/(png|jpeg|gif|webp|heic)|application\/(pdf|xml|zip)|text\/(plain|csv|xml)|application\/vnd[.]openxmlformats-officedocument[.](wordprocessingml[.]document|spreadsheetml[.]sheet)|application\/vnd[.]oasis[.]opendocument[.](text|spreadsheet))$/;

/** Room for the key in it: the rules take a name of 200 characters. */
const LONGEST_NAME = 150;

/**
 * What an upload is called and where in the person's own folder it goes.
 * @throws InvalidInputError at `file` or `contentType` for what the rules never take
 */
export function attachmentOf(source: UploadSource, { name, contentType }: UploadOptions, folder: string, language: Language): UploadedFile {
  const { size = (source as ArrayBuffer).byteLength, type = '', name: own = 'file' } = source as Partial<File>;
  const refuse = (path: string, code: string, message: string): InvalidInputError => new InvalidInputError('invalid-input', say('upload', language), { issues: [{ path, code, message }] });
  if (size === 0) throw refuse('file', 'too-small', 'is empty');
  if (size > MOST_BYTES) throw refuse('file', 'too-large', `has ${size} bytes, more than ${MOST_BYTES}`);
  // Browsers add the character set of texts, which the rules do not know.
  const plain = (contentType ?? type).replace(/;.*/, '').trim().toLowerCase();
  if (!TAKEN.test(plain)) throw refuse('contentType', plain === '' ? 'required' : 'invalid-value', plain === '' ? 'is required' : `${plain} is not taken`);
  const { stem, ending } = safeName(name ?? own);
  return { path: `${folder}/${stem}-${newKey().slice(0, 8)}${ending}`, name: `${stem}${ending}`, contentType: plain, size };
}

/** A name that Storage takes, with its ending kept: without folders, control characters and what has a meaning in addresses. */
function safeName(name: string): { readonly stem: string; readonly ending: string } {
  const [last = ''] = /[^/\\]*$/.exec(name.normalize('NFC')) ?? [];
  // By hand: not every engine of React Native knows `\p{…}`.
  const letters = Array.from(last, (letter) => (letter < ' ' || letter === '\u007f' || '#?*[]'.includes(letter) ? '_' : letter));
  const [ending = ''] = /\.\w{1,10}$/.exec(last) ?? [];
  return { stem: letters.slice(0, Math.min(letters.length, LONGEST_NAME) - ending.length).join('') || 'file', ending };
}
