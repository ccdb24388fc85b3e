import { AppError, type FieldIssue } from '../errors.ts';

/**
 * The JSON value of a request's body: UTF-8, and no name twice in one object, of which readers would each take another.
 * @throws AppError `invalid-input`
 */
export function readJson(body: Uint8Array): unknown {
  const text = utf8(body);
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    throw bad('', 'is not valid JSON');
  }
  const twice = repeatedName(text);
  if (twice !== undefined) throw bad(twice, 'stands twice in one object');
  return value;
}

function utf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw bad('', 'is not UTF-8');
  }
}

function bad(path: string, message: string): AppError {
  const issue: FieldIssue = { path, code: 'invalid-json', message };
  const say = { en: 'The body of the request is not right.', nl: 'De inhoud van het verzoek klopt niet.' };
  return new AppError('invalid-input', `body ${path} ${message}`, { issues: [issue], say });
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The path of the first name that an object has twice; the text is known to be valid JSON. */
function repeatedName(text: string): string | undefined {
  const open: { names: Set<string> | undefined; step: string | number }[] = [];
  let latest = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const at = open.at(-1);
    if (token === '{') open.push({ names: new Set(), step: '' });
    else if (token === '[') open.push({ names: undefined, step: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && at?.names !== undefined) {
      const name = JSON.parse(latest) as string;
      at.step = name;
      if (at.names.has(name)) return open.map(({ step }) => String(step)).join('.');
      at.names.add(name);
    } else if (token === ',' && typeof at?.step === 'number') at.step += 1;
    else latest = token;
  }
  return undefined;
}
