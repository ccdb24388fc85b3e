import { BlockList, isIP } from 'node:net';

interface Range {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly bits: number;
}

/** An address, or a range in CIDR notation, IPv4 or IPv6. @returns `undefined` when the text is neither */
function rangeOf(text: string): Range | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  // Node takes zone identifiers such as %eth0, which mean nothing on another machine.
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const most = version === 4 ? 32 : 128;
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && parseInt(bits, 10) <= most)) return undefined;
  return { address, family: version === 4 ? 'ipv4' : 'ipv6', bits: bits === undefined ? most : parseInt(bits, 10) };
}

export function isAddressRange(text: string): boolean {
  return rangeOf(text) !== undefined;
}

/** Whether an address is in one of the ranges; an empty list allows every address, and even none. */
export function isAllowed(address: string | null, ranges: readonly string[]): boolean {
  if (ranges.length === 0) return true;
  const plain = unmapped(address ?? '');
  const version = isIP(plain);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  // Only those of its own family: Node would find every IPv4 address in ::/0.
  for (const range of ranges.map(rangeOf)) if (range?.family === family) list.addSubnet(range.address, range.bits, family);
  return list.check(plain, family);
}

/** A dual-stack socket shows IPv4 callers as `::ffff:192.0.2.7`. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
