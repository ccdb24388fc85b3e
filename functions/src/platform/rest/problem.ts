import { issuesIn, type AppError, type FieldIssue, type Language } from '../errors.ts';
import { type Route } from './route.ts';

/** One thing that is wrong, and where: in the body (RFC 6901), in the path or query, or in a header. */
export type ProblemPlace = { readonly pointer: string } | { readonly parameter: string } | { readonly header: string };
export type ProblemIssue = ProblemPlace & { readonly code: string; readonly detail: string };

/** Problem details as of RFC 9457, with our own members from `code` on. */
export interface Problem {
  readonly type: string;
  /** What kind of problem; always the same for a `code`. */
  readonly title: string;
  readonly status: number;
  /** What happened this time, for a person. */
  readonly detail: string;
  readonly code: string;
  readonly correlationId: string;
  readonly errors?: readonly ProblemIssue[];
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Circumstances {
  readonly correlationId: string;
  readonly language: Language;
  /** Public base of the interface, `…/v1`. */
  readonly base: string;
  readonly route: Pick<Route, 'method' | 'pathFields'> | undefined;
}

/** What a client sees of an error: never a stack, never the log's message. */
export function problemOf(error: AppError, { correlationId, language, base, route }: Circumstances): Problem {
  const { kind, code, say, issues, data } = error;
  return {
    type: `${base}/docs#${code}`,
    title: kind.say[language],
    status: kind.http,
    detail: say[language],
    code,
    correlationId,
    ...(issues.length === 0 ? {} : { errors: issuesIn(language, issues).map((issue) => ({ ...placeOf(issue, route), code: issue.code, detail: issue.message })) }),
    ...(data === undefined ? {} : { data }),
  };
}

/** Fields of the kernel's envelope are headers here. */
const HEADERS = new Map([['orgId', 'Toonbank-Organisation'], ['idempotencyKey', 'Idempotency-Key']]);

function placeOf({ path }: FieldIssue, route: Circumstances['route']): ProblemPlace {
  const header = HEADERS.get(path) ?? (path.startsWith('header ') ? path.slice('header '.length) : undefined);
  if (header !== undefined) return { header };
  if (path.startsWith('query ')) return { parameter: path.slice('query '.length) };
  const [field = ''] = path.split('.');
  if (route === undefined || route.method === 'GET' || route.pathFields.includes(field)) return { parameter: field };
  return { pointer: path === '' ? '#' : `#/${path.split('.').map(escaped).join('/')}` };
}

/** RFC 6901 within a URI fragment. */
function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
