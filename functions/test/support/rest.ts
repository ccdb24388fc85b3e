import type { Stack } from '../../../local/stack/connect.ts';

/** What a person or program sends with each request. */
export interface Sender {
  /** A Firebase ID token or an API key. */
  readonly bearer?: string;
  readonly orgId?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

interface Sent {
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Talks to the REST interface of a stack as any HTTP client does. */
export class RestCaller {
  constructor(
    private readonly stack: Pick<Stack, 'functionsUrl'>,
    private readonly sender: Sender = {},
  ) {}

  get base(): string {
    return `${this.stack.functionsUrl}/api/v1`;
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const { bearer, orgId } = this.sender;
    const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
    const response = await fetch(path.startsWith('http') ? path : `${this.base}${path}`, {
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(orgId === undefined ? {} : { 'toonbank-organisation': orgId }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }

  get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => this.send('GET', path, { headers });
  post = (path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => this.send('POST', path, { body, headers });
  patch = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => this.send('PATCH', path, { body, headers });
}

/** A person who has signed up with the Auth emulator: uid and ID token. */
export async function signUp({ ports }: Pick<Stack, 'ports'>, email: string): Promise<{ uid: string; idToken: string }> {
  const url = `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=local`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'correct horse 7 battery', returnSecureToken: true }),
  });
  const { localId, idToken } = (await response.json()) as { localId: string; idToken: string };
  return { uid: localId, idToken };
}
