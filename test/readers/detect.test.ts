import { expect, test } from 'vitest';
import { foreign } from '../../src/readers/detect.ts';

const encode = (text: string) => new TextEncoder().encode(text);

test.each([
  [null, encode('a,b\n1,2\n')],
  [null, new Uint8Array()],
  [null, encode(`a,b\n${'x'.repeat(50)}\0\n`)],
  ['bzip2', encode('BZh91AY')],
  ['xz', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00)],
  ['utf32', Uint8Array.of(0xff, 0xfe, 0, 0, 97, 0, 0, 0)],
  [null, Uint8Array.of(0xff, 0xfe, 97, 0)],
  [null, Uint8Array.of(0, 97, 0, 44, 0, 98)],
  ['pcap', Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0)],
  ['evtx', encode('ElfFile\0')],
  ['pdf', encode('%PDF-1.7')],
  ['html', encode('\n <!DOCTYPE html><html>')],
  ['html', encode('<HTML>')],
  ['xml', encode('<?xml version="1.0"?>')],
  [null, encode('<html-like>,b\n1,2\n')],
  ['binary', new Uint8Array(100)],
])('%s is known by its first bytes', (format, head) => {
  expect(foreign(head)).toBe(format);
});
