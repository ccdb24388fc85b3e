import { errorKinds } from '../../src/platform/errors.ts';
import type { JsonSchema } from './components.ts';

/** Parts of the description that are the same for every operation. */

const text = (description: string, extra: object = {}): JsonSchema => ({ type: 'string', description, ...extra });

export const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'What went wrong, as of RFC 9457.',
  properties: {
    type: text('Where this kind of problem is explained.', { format: 'uri-reference' }),
    title: text('The kind of problem; the same for every `code`.'),
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: text('What happened this time, for a person, in the language of `Accept-Language`.'),
    code: { type: 'string', enum: Object.keys(errorKinds), description: 'The kind of problem, for a program.' },
    correlationId: text('Names this request in our logs.'),
    errors: { type: 'array', description: 'Everything that is wrong with the request.', items: { $ref: '#/components/schemas/ProblemIssue' } },
    data: { type: 'object', description: 'Facts a program may act on, such as the present version.', additionalProperties: true },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
  additionalProperties: false,
};

export const PROBLEM_ISSUE: JsonSchema = {
  type: 'object',
  description: 'One thing that is wrong, and where: in the body, in the path or query, or in a header.',
  properties: {
    pointer: text('JSON Pointer into the body, as a URI fragment.'),
    parameter: text('Name of a parameter of path or query.'),
    header: text('Name of a header.'),
    code: text('Kind of issue, such as `required` or `unknown-field`.'),
    detail: text('What is wrong, in English.'),
  },
  required: ['code', 'detail'],
  additionalProperties: false,
};

export const HEADERS = {
  CorrelationId: { description: 'Names this request in our logs; taken from the request when it has one.', schema: { type: 'string' } },
  ETag: { description: 'The version of the document, for `If-Match` and `If-None-Match`.', schema: { type: 'string', examples: ['"3"'] } },
  Location: { description: 'The address of what was made.', schema: { type: 'string' } },
  Link: { description: 'With `rel="next"`, the address of the next page.', schema: { type: 'string' } },
  RateLimit: { description: 'How many requests are left, and in how many seconds all are back.', schema: { type: 'string', examples: ['"default";r=499;t=1'] } },
  RateLimitPolicy: { description: 'How many requests may come at once (`q`), and in how many seconds as many are earned again (`w`).', schema: { type: 'string', examples: ['"default";q=500;w=10'] } },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
};

export const PARAMETERS = {
  Organisation: {
    name: 'Toonbank-Organisation',
    in: 'header',
    description: 'The organisation to work in. A person must name it; an API key knows its own.',
    schema: { $ref: '#/components/schemas/Id' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key and request again give the first reply again, and nothing is done twice.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` that was seen: refused with 412 when the document has changed since.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` that the caller has: answered with 304 when it is still right.',
    schema: { type: 'string', examples: ['"3"'] },
  },
};

export const SECURITY_SCHEMES = {
  idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A person, by a Firebase ID token.' },
  apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'tb_live_… or tb_test_…', description: 'A program, by an API key.' },
  link: { type: 'apiKey', in: 'header', name: 'Toonbank-Link', description: 'Whoever was sent a link: the token in it.' },
};

const problem = (description: string, codes: readonly number[], headers: object = {}): object => ({
  description: `${description}${codes.length === 0 ? '' : ` Codes: ${codesOf(codes)}.`}`,
  headers: { 'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' }, ...headers },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function codesOf(statuses: readonly number[]): string {
  const codes = Object.entries(errorKinds).filter(([, { http }]) => statuses.includes(http));
  return codes.map(([code]) => `\`${code}\``).join(', ');
}

const retry = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

/** By status, what each operation may answer with when it does not do what was asked. */
export const RESPONSES = {
  Invalid: problem('The request is not right; `errors` says where.', [400]),
  Unauthenticated: problem('No credential, or one that is not valid.', [401]),
  Forbidden: problem('The caller lacks the permission.', [403]),
  NotFound: problem('It does not exist, or belongs to an organisation of others.', [404]),
  Conflict: problem('Not possible in the present state, or there already.', [409]),
  Changed: problem('The document has changed since.', [412]),
  TooLarge: problem('The body is too large.', [413]),
  UnsupportedType: problem('The body is not JSON.', [415]),
  Unprocessable: problem('The idempotency key was used for another request, or the payment provider refuses.', [422]),
  TooMany: problem('Too many requests.', [429], retry),
  Other: problem('Anything else that can go wrong.', [405, 410, 500, 502, 503], retry),
};

export const DESCRIPTION = `Everything that the apps of Toonbank can do, for programs. One definition makes the callable functions, this
interface and this description.

**Who.** \`Authorization: Bearer …\` with an API key (\`keys/create\`), or with the Firebase ID token of a person, who then
names the organisation in \`Toonbank-Organisation\`. Each operation says which permission it needs.

**Values.** Amounts are integers in the minor unit of their currency (1234 is 12.34), quantities are decimal strings,
percentages basis points, moments ISO 8601 in UTC, days \`YYYY-MM-DD\`. Fields that an operation does not know are refused.

**Lists** go page by page: hand \`next\` back as \`after\`, with the same filters and sort. What is added meanwhile shifts
nothing; the last page may be empty. \`fields\` asks for less.

**Again.** Send an \`Idempotency-Key\` with whatever changes something, and repeat the request until it answers: it happens once.

**Together.** Documents with versions have an \`ETag\`; with \`If-Match\` a change is refused when somebody was faster.

**Errors** are problem details (RFC 9457) with a \`code\` for programs. \`X-Correlation-Id\` names a request in our logs.`;
