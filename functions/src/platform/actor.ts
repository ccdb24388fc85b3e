/** `<domain>.<read|write|…>`; the table of all permissions stands with the roles, in the domain `accounts`. */
export type Permission = `${string}.${string}`;

/** What a public link opens. */
export type LinkKind = 'quote' | 'invoice' | 'order' | 'invitation';

/** Who is asking. */
export type Actor =
  | { readonly kind: 'member'; readonly uid: string; readonly role: string; readonly permissions: readonly string[]; readonly name?: string }
  | { readonly kind: 'user'; readonly uid: string; readonly email: string | null; readonly emailVerified: boolean }
  | { readonly kind: 'link'; readonly link: LinkKind; readonly documentId: string }
  /** Anybody at an organisation's shop; `uid` when signed in, also anonymously. */
  | { readonly kind: 'guest'; readonly uid: string | null }
  | { readonly kind: 'key'; readonly keyId: string; readonly permissions: readonly string[] }
  | { readonly kind: 'system'; readonly job: string };

/** One word per actor, for logs, audit records and limits. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
    case 'user':
      return `user:${actor.uid}`;
    case 'link':
      return `link:${actor.link}:${actor.documentId}`;
    case 'guest':
      // Not the address: a phone that moves from Wi-Fi to mobile and tries again is still the same shopper.
      return actor.uid === null ? 'guest' : `user:${actor.uid}`;
    case 'key':
      return `key:${actor.keyId}`;
    case 'system':
      return `system:${actor.job}`;
  }
}

/** `*` stands for every permission, present and future; only the owner has it. */
export function permits(permissions: readonly string[], permission: Permission): boolean {
  return permissions.includes(permission) || permissions.includes('*');
}
