import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/engine/addresses/address.ts';
import { parseRange, rangeBetween } from '../../../src/engine/addresses/range.ts';

const v4 = (value: number | bigint) => ({ family: 4, value: BigInt(value) });
const v6 = (value: bigint) => ({ family: 6, value });

describe('addresses', () => {
  test.each([
    ['0.0.0.0', v4(0)],
    ['255.255.255.255', v4(0xffff_ffff)],
    ['192.0.2.1', v4(0xc000_0201)],
    [' 192.0.2.1\t', v4(0xc000_0201)],
    ['::', v6(0n)],
    ['::1', v6(1n)],
    ['2001:DB8::1', v6(0x2001_0db8_0000_0000_0000_0000_0000_0001n)],
    ['2001:db8:0:0:0:0:0:1', v6(0x2001_0db8_0000_0000_0000_0000_0000_0001n)],
    ['2001:0db8::0001', v6(0x2001_0db8_0000_0000_0000_0000_0000_0001n)],
    ['1:2:3:4:5:6:7::', v6(0x0001_0002_0003_0004_0005_0006_0007_0000n)],
    ['fe80::1%eth0', v6(0xfe80_0000_0000_0000_0000_0000_0000_0001n)],
    ['fe80::1%eth0.100', v6(0xfe80_0000_0000_0000_0000_0000_0000_0001n)],
    // An IPv4 address in IPv6, however it is spelled, is that address …
    ['::ffff:192.0.2.1', v4(0xc000_0201)],
    ['::FFFF:c000:201', v4(0xc000_0201)],
    ['0:0:0:0:0:ffff:192.0.2.1', v4(0xc000_0201)],
    // … but no other embedding is: these are addresses of IPv6.
    ['::192.0.2.1', v6(0xc000_0201n)],
    ['64:ff9b::192.0.2.1', v6(0x0064_ff9b_0000_0000_0000_0000_c000_0201n)],
    [3221225985, v4(0xc000_0201)],
    [3221225985n, v4(0xc000_0201)],
    [0, v4(0)],
  ])('%s', (cell, expected) => {
    expect(parseAddress(cell)).toStrictEqual(expected);
  });

  test.each([
    '',
    ' ',
    '-',
    'localhost',
    '010.0.0.1',
    '10.0.0.01',
    '::ffff:010.0.0.1',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '0x7f.0.0.1',
    '0x7f000001',
    '2130706433',
    '1.2.3.4 5',
    '1.2.3.4:80',
    '1.2.3.4%eth0',
    '10.0.0.1/32',
    '１.2.3.4',
    ':',
    ':::',
    '::1::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '1:2:3::4:5:6:7:',
    ':1:2:3:4:5:6:7:8',
    '12345::',
    '::g',
    '::1.2.3',
    '::1.2.3.256',
    '::1.2.3.4:1',
    'fe80::1%',
    'fe80::1%a b',
    '[::1]',
    -1,
    0x1_0000_0000,
    1.5,
    NaN,
    null,
    true,
  ])('%s is none', (cell) => {
    expect(parseAddress(cell)).toBeNull();
  });

  test('what the library writes of any address is read as that address', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.boolean(),
        (bytes, sparse) => {
          const own = [...bytes].map((byte) => (sparse && byte < 160 ? 0 : byte));
          const long = ipaddr.fromByteArray(own);
          const short = ipaddr.fromByteArray(own.slice(0, 4));
          const value = own.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
          fc.pre(value >> 32n !== 0xffffn);
          for (const text of [long.toString(), long.toNormalizedString()])
            expect(parseAddress(text)).toStrictEqual(v6(value));
          expect(parseAddress(short.toString())).toStrictEqual(v4(value >> 96n));
          expect(parseAddress(`::ffff:${short.toString()}`)).toStrictEqual(v4(value >> 96n));
        },
      ),
    );
  });
});

describe('ranges', () => {
  const at = (family: 4 | 6, first: bigint, last: bigint, hostBits = false) => ({
    family,
    first,
    last,
    hostBits,
  });
  test.each([
    ['10.0.0.0/8', at(4, 0x0a00_0000n, 0x0aff_ffffn)],
    ['10.0.0.5/8', at(4, 0x0a00_0000n, 0x0aff_ffffn, true)],
    [' 10.0.0.0 / 8 ', at(4, 0x0a00_0000n, 0x0aff_ffffn)],
    ['10.0.0.0/255.0.0.0', at(4, 0x0a00_0000n, 0x0aff_ffffn)],
    ['0.0.0.0/0', at(4, 0n, 0xffff_ffffn)],
    ['192.0.2.1', at(4, 0xc000_0201n, 0xc000_0201n)],
    ['192.0.2.1/32', at(4, 0xc000_0201n, 0xc000_0201n)],
    ['192.0.2.1-192.0.2.9', at(4, 0xc000_0201n, 0xc000_0209n)],
    ['192.0.2.1 - 192.0.2.1', at(4, 0xc000_0201n, 0xc000_0201n)],
    ['::/0', at(6, 0n, (1n << 128n) - 1n)],
    ['::1', at(6, 1n, 1n)],
    ['::1/128', at(6, 1n, 1n)],
    ['2001:db8::/32', at(6, 0x2001_0db8n << 96n, (0x2001_0db9n << 96n) - 1n)],
    ['2001:db8::1/32', at(6, 0x2001_0db8n << 96n, (0x2001_0db9n << 96n) - 1n, true)],
    ['fe80::%eth0/10', at(6, 0xfe80n << 112n, (0xfec0n << 112n) - 1n)],
    ['::ffff:192.0.2.0/120', at(4, 0xc000_0200n, 0xc000_02ffn)],
    ['::ffff:0:0/96', at(4, 0n, 0xffff_ffffn)],
    [3221225985, at(4, 0xc000_0201n, 0xc000_0201n)],
  ])('%s', (cell, expected) => {
    expect(parseRange(cell)).toStrictEqual(expected);
  });

  test.each([
    '',
    '/',
    '10.0.0.0/',
    '/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8.5',
    '10.0.0.0/8/8',
    '10.0.0.0/255.0.255.0',
    '10.0.0/8',
    '010.0.0.0/8',
    '::/129',
    '::/255.0.0.0',
    '::ffff:10.0.0.0/95',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-::1',
    '10.0.0.1-',
    '10.0.0.1-10.0.0.2-10.0.0.3',
    'AS64496',
    null,
    true,
  ])('%s is none', (cell) => {
    expect(parseRange(cell)).toBeNull();
  });

  test('between two columns', () => {
    expect(rangeBetween('10.0.0.0', '10.0.0.255')).toStrictEqual(at(4, 0x0a00_0000n, 0x0a00_00ffn));
    expect(rangeBetween(167772160, 167772415n)).toStrictEqual(at(4, 0x0a00_0000n, 0x0a00_00ffn));
    expect(rangeBetween('10.0.0.0', null)).toBeNull();
    expect(rangeBetween(null, null)).toBeNull();
    expect(rangeBetween('10.0.0.1', '10.0.0.0')).toBeNull();
    expect(rangeBetween('::1', '10.0.0.0')).toBeNull();
  });

  test('first and last of any block are those of the library', () => {
    const block = fc.record({
      bytes: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      long: fc.boolean(),
      length: fc.nat(128),
    });
    fc.assert(
      fc.property(block, ({ bytes, long, length }) => {
        const base = ipaddr.fromByteArray([...bytes].slice(0, long ? 16 : 4));
        const prefix = long ? length : length % 33;
        const text = `${base.toString()}/${prefix}`;
        const kind = base instanceof ipaddr.IPv6 ? ipaddr.IPv6 : ipaddr.IPv4;
        const found = parseRange(text);
        expect(found?.first).toBe(
          parseAddress(kind.networkAddressFromCIDR(text).toString())?.value,
        );
        expect(found?.last).toBe(
          parseAddress(kind.broadcastAddressFromCIDR(text).toString())?.value,
        );
      }),
    );
  });
});
