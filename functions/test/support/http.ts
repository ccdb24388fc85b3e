import { type Stack } from '../../../local/stack/connect.ts';
import { type Language } from '../../src/platform/text.ts';

/** What a call over bare HTTP is answered with. */
export interface HttpAnswer {
  readonly http: number;
  readonly code: string;
  readonly message: string;
  readonly issues: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** Posts to a callable as a browser of that language does, with whatever the test wants to be wrong. @throws Error when it was not refused */
export async function refusedOverHttp(stack: Stack, token: string, action: string, data: object, language: Language = 'en'): Promise<HttpAnswer> {
  const response = await fetch(`${stack.functionsUrl}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'accept-language': language },
    body: JSON.stringify({ data }),
  });
  const { error } = (await response.json()) as { error?: { message: string; details?: { code: string; issues: HttpAnswer['issues'] } } };
  if (error === undefined) throw new Error(`${action} took ${JSON.stringify(data)}`);
  return { http: response.status, message: error.message, code: error.details?.code ?? '', issues: error.details?.issues ?? [] };
}
