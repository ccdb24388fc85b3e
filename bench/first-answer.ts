import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildIfStale } from '../functions/build/build.mjs';
import { actions } from '../functions/src/actions.generated.ts';
import { closeDatabase } from '../functions/src/platform/firestore.ts';
import { callAs } from '../functions/test/support/call.ts';
import { ROOT } from '../local/bootstrap/root.mjs';
import { startStack } from '../local/stack/index.ts';
import { signUp, uidOf } from './callable.ts';
import { row, type Bench } from './row.ts';
import { scaled } from './scale.ts';

/** Processes of each kind; the first only fills the disk cache. */
const TRIPLES = scaled(11, 2);

/** A cold instance, from loading the code to the answer of its first call, which reads a member and one document. */
export const firstAnswer: Bench = {
  name: 'first-answer',
  floor:
    'a bare callable of unbundled SDKs that reads the same two documents, from the import to its answer. REST is measured against the same bare callable. Connecting to the database is in both; the start of the container and of Node is in neither. The bar: not later than bare',
  async run() {
    const stack = await startStack({ functions: { lib: join(ROOT, 'bench/bare') }, world: false });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    try {
      const entry = pathToFileURL(join(await buildIfStale(), 'index.js')).href;
      // Where the stack has laid it out: beside the packages that it imports.
      const bare = pathToFileURL(join(stack.folder, 'functions-code/lib/index.js')).href;
      const token = await signUp(stack, 'owner@example.test');
      const [orgId, customerId] = await organisation(uidOf(token));
      const callable = { method: 'POST', body: { data: { orgId, customerId } }, headers: {} };
      const calls = {
        bare: { ...callable, entry: bare, handler: 'show', path: '/show' },
        callable: { ...callable, entry, handler: 'api', path: '/customers/get' },
        rest: { entry, handler: 'api', method: 'GET', path: `/v1/customers/${customerId}`, body: undefined, headers: { 'toonbank-organisation': orgId } },
      };
      const [ours, rest]: [number[], number[]] = [[], []];
      for (let triple = 0; triple <= TRIPLES; triple += 1) {
        const floor = await firstCall(calls.bare, token);
        const [first, second] = [await firstCall(calls.callable, token), await firstCall(calls.rest, token)];
        if (triple === 0) continue;
        ours.push(first / floor);
        rest.push(second / floor);
      }
      return [
        row('cold to the first answer of a callable, times the bare callable', ours, 1, 1),
        row('cold to the first answer over REST, times the bare callable', rest, 1, 1),
      ];
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

async function organisation(uid: string): Promise<[string, string]> {
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const { id: orgId } = await callAs<{ id: string }>(uid, actions['accounts/create-organisation'], { name: 'Molen B.V.', email: 'post@example.test', address });
  const { id } = await callAs<{ id: string }>(uid, actions['customers/create'], { kind: 'private', name: 'R. van der Meer', email: 'r@example.test', address }, { orgId });
  return [orgId, id];
}

interface FirstCall {
  readonly entry: string;
  readonly handler: string;
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Loads an entry in a fresh Node behind express, as the platform does, and calls it once. @returns milliseconds */
async function firstCall({ entry, handler, method, path, body, headers }: FirstCall, token: string): Promise<number> {
  const request = { method, headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body) };
  const code = `
    const { default: express } = await import('express');
    const app = express();
    app.use(express.json({ verify: (request, _, raw) => void (request.rawBody = raw) }));
    const start = performance.now();
    const { ${handler}: handle } = await import(${JSON.stringify(entry)});
    app.use((request, response) => handle(request, response));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const answer = await fetch('http://127.0.0.1:' + server.address().port + ${JSON.stringify(path)}, ${JSON.stringify(request)});
    const text = await answer.text();
    console.log(JSON.stringify({ ms: performance.now() - start, status: answer.status, text: text.slice(0, 300) }));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: join(ROOT, 'functions'), env: process.env });
  const answer = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { ms: number; status: number; text: string };
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}: ${answer.text}`);
  return answer.ms;
}
