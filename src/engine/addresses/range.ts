import ipaddr from 'ipaddr.js';
import type { Cell } from '../table.ts';
import { BITS, parseAddress, type Address, type Family } from './address.ts';

/** Addresses from `first` to `last`, both in it. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** The address before the `/` was not the first of the range: `10.0.0.5/8`. */
  readonly hostBits: boolean;
}

/** First 96 bits of an IPv4 address in IPv6. */
const MAPPED_BITS = 96;

/** A range as people write it, or null: `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `192.0.2.0-192.0.2.9`, a single address. */
export function parseRange(cell: Cell): AddressRange | null {
  const text = typeof cell === 'string' ? cell : '';
  const slash = text.indexOf('/');
  if (slash >= 0) return block(text.slice(0, slash).trim(), text.slice(slash + 1).trim());
  const dash = text.indexOf('-');
  return dash >= 0
    ? rangeBetween(text.slice(0, dash), text.slice(dash + 1))
    : rangeBetween(cell, cell);
}

/** The range between two addresses of one family, the first not above the last; else null. */
export function rangeBetween(from: Cell, to: Cell): AddressRange | null {
  const first = parseAddress(from);
  const last = parseAddress(to);
  if (first?.family !== last?.family || !first || !last || first.value > last.value) return null;
  return { family: first.family, first: first.value, last: last.value, hostBits: false };
}

function block(base: string, mask: string): AddressRange | null {
  const address = parseAddress(base);
  const length = address ? prefixLength(address, base, mask) : null;
  if (!address || length === null) return null;
  const { family, value } = address;
  const free = BigInt(BITS[family] - length);
  const first = (value >> free) << free;
  return { family, first, last: first + (1n << free) - 1n, hostBits: first !== value };
}

/** Leading bits that are fixed; a mapped address (`::ffff:192.0.2.0/120`) counts its own from bit 96. */
function prefixLength({ family }: Address, base: string, mask: string): number | null {
  const mapped = family === 4 && base.includes(':');
  if (!/^(0|[1-9]\d{0,2})$/.test(mask)) {
    const dotted = family === 4 && !mapped && ipaddr.IPv4.isValidFourPartDecimal(mask);
    return dotted ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : null;
  }
  const length = Number(mask) - (mapped ? MAPPED_BITS : 0);
  return length >= 0 && length <= BITS[family] ? length : null;
}
