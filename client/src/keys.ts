/** A key that nobody else has: 122 random bits. It is no secret, so where a device has no `crypto`, plain chance will do. */
export function newKey(): string {
  const { crypto } = globalThis as { crypto?: { randomUUID?: () => string } };
  return crypto?.randomUUID?.() ?? Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 10).padEnd(8, '0')).join('-');
}
