import type { Auth, User } from 'firebase/auth';
import { say, type Language } from './words.ts';
import { InvalidInputError } from './errors.generated.ts';

/** What differs between clients on one connection. */
export interface ClientSettings {
  /** The organisation to work in. Not needed for what a person does before having one, and for public links. */
  readonly organisationId?: string | undefined;
  /** Language of messages for the person; that of the browser unless given, else English. */
  readonly language?: Language | undefined;
}

export interface ConnectionOptions extends ClientSettings {
  /** Who is calling. Without it, calls are those of a guest or of the holder of a link. */
  readonly auth?: Auth | undefined;
  /** Google Cloud project; that of `auth` unless given. */
  readonly projectId?: string | undefined;
  /** Where the functions run; `europe-west4` unless given. */
  readonly region?: string | undefined;
  /** Address of the function `api` without a trailing slash, where it does not follow from project and region: emulators, own domains. */
  readonly apiUrl?: string | undefined;
  /** A token of App Check, where the server insists on it: `async () => (await getToken(appCheck)).token`. */
  readonly appCheckToken?: (() => Promise<string | undefined>) | undefined;
  /** What calls do while the device says that it has no connection: fail at once (usual), or wait within their timeout. */
  readonly offline?: 'fail' | 'wait' | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

/** How a client reaches the server, and as whom. Shared by all clients made from it with `with()`. */
export class Connection {
  readonly options: ConnectionOptions;
  readonly apiUrl: string;

  /** @throws TypeError when it does not follow where the server is */
  constructor(options: ConnectionOptions) {
    this.options = options;
    this.apiUrl = apiUrlOf(options);
  }

  get organisationId(): string | undefined {
    return this.options.organisationId;
  }

  /** @throws InvalidInputError when no organisation was chosen */
  requireOrganisation(): string {
    const { organisationId } = this.options;
    if (organisationId !== undefined && organisationId !== '') return organisationId;
    throw new InvalidInputError('invalid-input', say('organisation', this.language), { issues: [{ path: 'organisationId', code: 'required', message: 'is required' }] });
  }

  get language(): Language {
    const preferred = (globalThis as { navigator?: { language?: string } }).navigator?.language ?? '';
    return this.options.language ?? (/^nl\b/i.test(preferred) ? 'nl' : 'en');
  }

  /** The person who is signed in, once that is known. */
  async user(): Promise<User | undefined> {
    const { auth } = this.options;
    await auth?.authStateReady();
    return auth?.currentUser ?? undefined;
  }

  with(settings: ClientSettings): Connection {
    return new Connection({ ...this.options, ...settings });
  }
}

function apiUrlOf({ apiUrl, region = 'europe-west4', auth, projectId = auth?.app.options.projectId }: ConnectionOptions): string {
  if (apiUrl !== undefined) return apiUrl.replace(/\/+$/, '');
  if (projectId === undefined) throw new TypeError('A client needs `apiUrl`, `projectId`, or an `auth` whose app has one.');
  return `https://${region}-${projectId}.cloudfunctions.net/api`;
}
