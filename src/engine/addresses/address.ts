import ipaddr from 'ipaddr.js';
import type { Cell } from '../table.ts';

export type Family = 4 | 6;

/** An IP address as a number: 32 bits of IPv4, 128 of IPv6. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** Bits of an address. */
export const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

const ZONE = /%[^\s%/]+$/;
const LAST_IPV4 = 0xffff_ffffn;
/** First 96 bits of `::ffff:0:0/96`, where IPv6 keeps IPv4 addresses. */
const MAPPED = 0xffffn;

/**
 * An address as people write it, or null. Four decimal octets without leading zeros (some tools read those as octal), or
 * IPv6 of any spelling; blanks around it and a zone (`%eth0`) do not count. An IPv4 address inside IPv6
 * (`::ffff:192.0.2.1`) is that IPv4 address. A whole number is an IPv4 address.
 */
export function parseAddress(cell: Cell): Address | null {
  if (typeof cell === 'bigint' || Number.isInteger(cell)) {
    const value = BigInt(cell ?? -1);
    return value >= 0n && value <= LAST_IPV4 ? { family: 4, value } : null;
  }
  if (typeof cell !== 'string') return null;
  const text = cell.trim();
  if (!text.includes(':')) return ipv4(text);
  const value = ipv6(text.replace(ZONE, ''));
  if (value === null) return null;
  return value >> 32n === MAPPED ? { family: 4, value: value & LAST_IPV4 } : { family: 6, value };
}

function ipv4(text: string): Address | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return { family: 4, value: BigInt(octets(text)) };
}

/** 32 bits of four decimal octets. */
function octets(text: string): number {
  return ipaddr.IPv4.parse(text).octets.reduce((bits, octet) => bits * 256 + octet, 0);
}

function ipv6(text: string): bigint | null {
  const written = withoutDots(text);
  // The library lets a lone colon at the end pass.
  if (written === null || /[^:]:$/.test(written) || !ipaddr.IPv6.isValid(written)) return null;
  return ipaddr.IPv6.parse(written).parts.reduce((bits, part) => (bits << 16n) | BigInt(part), 0n);
}

/** Octets at the end as two groups of digits: the library reads them as octal, and `::1.2.3.4` as `::ffff:1.2.3.4`. */
function withoutDots(text: string): string | null {
  if (!text.includes('.')) return text;
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!ipaddr.IPv4.isValidFourPartDecimal(tail)) return null;
  const bits = octets(tail);
  const group = (value: number): string => value.toString(16);
  return `${text.slice(0, start)}${group(Math.floor(bits / 65_536))}:${group(bits % 65_536)}`;
}
