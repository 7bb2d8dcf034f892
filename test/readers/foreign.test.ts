import { expect, test } from 'vitest';
import { foreign } from '../../src/readers/foreign.ts';

/** One byte a letter. */
const bytes = (letters: string) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
/** What follows in a file that is no text. */
const REST = '\0'.repeat(40);

test.each([
  ['bzip2', 'BZh91AY'],
  ['xz', '\xfd7zXZ\0'],
  ['7-Zip', "7z\xbc\xaf'\x1c\0\x04"],
  ['RAR', 'Rar!\x1a\x07\x01\0'],
  ['LZ4', '\x04\x22\x4d\x18\x64'],
  ['tar archive', `logs/x.csv${'\0'.repeat(247)}ustar\x0000`],
  ['UTF-32', '\xff\xfe\0\0a\0\0\0'],
  ['packet capture', '\xd4\xc3\xb2\xa1\x02\0\x04\0'],
  ['packet capture', '\x0a\x0d\x0d\x0a\x6c\0\0\0'],
  ['nfdump', '\x0c\xa5\x02\0'],
  ['Windows event log', 'ElfFile\0'],
  ['Windows event log', '\x30\0\0\0LfLe\x01\0\0\0'],
  ['systemd journal', `LPKSHHRH${REST}`],
  ['PDF', '%PDF-1.7'],
  ['rich text', '{\\rtf1\\ansi'],
  ['Office document', `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${REST}`],
  ['Avro', 'Obj\x01\x04\x16avro.schema'],
  ['ORC', `ORC${REST}`],
  ['HDF5', '\x89HDF\r\n\x1a\n'],
  ['NumPy', '\x93NUMPY\x01\0'],
  ['pickle', '\x80\x04\x95\x10'],
  ['R data', `RDX3\nX\n${REST}`],
  ['DuckDB', `\x01\x02\x03\x04\x05\x06\x07\x08DUCK${REST}`],
  ['SQLite', '7\x7f\x06\x82\0\x2d\xe2\x18'],
  ['picture', '\x89PNG\r\n\x1a\n'],
  ['picture', `GIF89a${REST}`],
  ['program', `MZ\x90${REST}`],
  ['HTML', '\n <!DOCTYPE html><html>'],
  ['HTML', '<HTML>'],
  ['XML', '<?xml version="1.0"?>'],
  ['not a text', REST],
])('%s is known by its first bytes', (name, head) => {
  expect(foreign(bytes(head))).toContain(name);
});

test.each([
  ['a,b\n1,2\n'],
  [''],
  [`a,b\n${'x'.repeat(50)}\0\n`],
  ['\xff\xfea\0'],
  ['\0a\0,\0b'],
  ['<html-like>,b\n1,2\n'],
  // Words that the magic of some binary file is, too.
  ['ORC,ELF\n1,2\n'],
  ['MZ,GIF8\n1,2\n'],
  ['a,b,c,d,DUCK\n1,2,3,4,5\n'],
  [`${'a'.repeat(256)},ustar\n`],
  ['RDX3\n1\n'],
])('%j may be text', (head) => {
  expect(foreign(bytes(head))).toBeNull();
});
