import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { initializeTestEnvironment, type RulesTestContext, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { type Firestore, setLogLevel } from 'firebase/firestore';
import { type FirebaseStorage } from 'firebase/storage';
import { readFile } from 'node:fs/promises';
import { bucketOf } from '../../../local/stack/config.ts';
import { useStack } from '../../../local/stack/jest.ts';
import { PERMISSIONS } from '../../src/domains/accounts/api.ts';
import { database } from '../../src/platform/firestore.ts';

const rulesFile = (name: string): Promise<string> => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

export interface Rules {
  readonly source: string;
  /** Firestore as `uid` sees it from an app; `undefined` is somebody who has not signed in. */
  firestore(uid: string | undefined): Firestore;
  storage(uid: string | undefined): FirebaseStorage;
  /** What the emulator counted while it judged the requests so far. */
  coverage(): Promise<unknown>;
}

/** An emulator with our rules, and the people of two organisations, new for every test. */
export function useRules(): Rules {
  const stack = useStack({ functions: false, profile: 'emulator' });
  let environment: RulesTestEnvironment | undefined;
  let source = '';
  const running = (): RulesTestEnvironment => {
    if (environment === undefined) throw new Error('The rules can be asked only inside tests.');
    return environment;
  };
  // One app per person: each has connections of its own, and the emulator serves only so many at once.
  const contexts = new Map<string | undefined, RulesTestContext>();
  const context = (uid: string | undefined): RulesTestContext => {
    const known = contexts.get(uid) ?? (uid === undefined ? running().unauthenticatedContext() : running().authenticatedContext(uid));
    contexts.set(uid, known);
    return known;
  };
  beforeAll(async () => {
    // Every refusal that a test asks for would be a warning of the SDK.
    setLogLevel('error');
    const { projectId, ports } = stack();
    source = await rulesFile('firestore.rules');
    environment = await initializeTestEnvironment({
      projectId,
      firestore: { host: '127.0.0.1', port: ports.firestore, rules: source },
      storage: { host: '127.0.0.1', port: ports.storage, rules: await rulesFile('storage.rules') },
    });
  });
  beforeEach(async () => {
    await stack().clear();
    await seedPeople();
  });
  afterAll(() => environment?.cleanup());
  return {
    get source() {
      return source;
    },
    // The testing library still speaks of the older API's classes; what it gives works with both.
    firestore: (uid) => context(uid).firestore() as unknown as Firestore,
    storage: (uid) => context(uid).storage(`gs://${bucketOf(stack().projectId)}`) as unknown as FirebaseStorage,
    async coverage() {
      const { projectId, ports } = stack();
      return (await fetch(`http://127.0.0.1:${ports.firestore}/emulator/v1/projects/${projectId}:ruleCoverage`)).json();
    },
  };
}

/** Everybody who may not see what is the mill's, and why. */
export const OUTSIDERS: readonly (readonly [string, string | undefined])[] = [
  ['a member who was removed', 'former'],
  ["another organisation's owner", 'rival'],
  ['a stranger', 'stranger'],
  ['somebody who has not signed in', undefined],
];

async function seedPeople(): Promise<void> {
  await addMember('mill', 'owner', ['*']);
  // A removed member's permissions are emptied by the action; here they stay, so that the status alone must decide.
  await addMember('mill', 'former', ['*'], 'removed');
  await addMember('forge', 'rival', ['*']);
}

export async function addMember(orgId: string, uid: string, permissions: readonly string[], status = 'active'): Promise<void> {
  await database().doc(`orgs/${orgId}/members/${uid}`).set({ role: 'custom', permissions, status });
}

export function allBut(permission: string): readonly string[] {
  return PERMISSIONS.filter((name) => name !== permission);
}

/** Refused by the rules, and not by something else that went wrong. */
export async function denied(request: Promise<unknown>): Promise<void> {
  const code = await request.then(
    () => 'allowed',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
  expect(code).toMatch(/^(permission-denied|storage\/unauthorized)$/);
}

export async function allowed(request: Promise<unknown>): Promise<void> {
  await expect(request).resolves.not.toThrow();
}
