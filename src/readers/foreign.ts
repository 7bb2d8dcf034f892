import { utf16Of } from './source/encoding.ts';

/** A kind of file that is known by its bytes and not read. */
interface Foreign {
  /** Bytes that it has, one letter a byte. */
  readonly magic: string;
  /** Where it has them. */
  readonly at: number;
  /** A text may begin with these letters: a zero byte must be near, as in no text. */
  readonly mayBeText: boolean;
  readonly message: string;
}

function kind(magic: string, message: string, { at = 0, mayBeText = false } = {}): Foreign {
  return { magic, at, mayBeText, message };
}

const packed = (label: string) => `This is ${label}; unpack it first.`;
const exportable = (label: string) => `This is ${label}; export its tables as Parquet or CSV.`;
const CAPTURE = 'This is a packet capture; make a table of it first, with Zeek or tshark.';
const EVENTS = 'This is a Windows event log; export it as CSV or JSON first.';
const FLOWS =
  'This is a file of flow records (nfdump); make a table of it first, with nfdump -o csv.';
const UTF32 = 'This text is written in UTF-32; save it again as UTF-8.';
const PICTURE = 'This is a picture, not a table.';
const PROGRAM = 'This is a program, not a table.';

const KINDS: readonly Foreign[] = [
  kind('BZh', packed('a bzip2 file')),
  kind('\xfd7zXZ\0', packed('an xz file')),
  kind("7z\xbc\xaf'\x1c", packed('a 7-Zip file')),
  kind('Rar!\x1a\x07', packed('a RAR archive')),
  kind('\x04\x22\x4d\x18', packed('an LZ4 file')),
  kind('\xff\x06\0\0sNaPpY', packed('a Snappy file')),
  kind('\x1f\x9d', packed('a file of compress (.Z)')),
  kind('LZIP\x01', packed('an lzip file')),
  kind('ustar', packed('a tar archive'), { at: 257, mayBeText: true }),
  kind('\xff\xfe\0\0', UTF32),
  kind('\0\0\xfe\xff', UTF32),
  kind('\xd4\xc3\xb2\xa1', CAPTURE),
  kind('\xa1\xb2\xc3\xd4', CAPTURE),
  kind('\x4d\x3c\xb2\xa1', CAPTURE),
  kind('\xa1\xb2\x3c\x4d', CAPTURE),
  kind('\x0a\x0d\x0d\x0a', CAPTURE),
  kind('snoop\0\0\0', CAPTURE),
  kind('\x0c\xa5\x01\0', FLOWS),
  kind('\x0c\xa5\x02\0', FLOWS),
  kind('ElfFile\0', EVENTS),
  kind('LfLe', EVENTS, { at: 4, mayBeText: true }),
  kind('LPKSHHRH', 'This is a systemd journal; export it with journalctl -o json.', {
    mayBeText: true,
  }),
  kind('%PDF-', 'This is a PDF document; export the table as CSV.'),
  kind('{\\rtf', 'This is a rich text document; save the table as CSV in UTF-8.'),
  kind(
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    'This is an Office document of the old kind (an Excel workbook?); save the sheet as CSV in UTF-8.',
  ),
  kind('Obj\x01', exportable('an Avro file')),
  kind('ORC', exportable('an ORC file'), { mayBeText: true }),
  kind('\x89HDF\r\n\x1a\n', exportable('an HDF5 file')),
  kind('\x93NUMPY', exportable('a NumPy array')),
  kind('\x80\x04\x95', exportable('a Python pickle')),
  kind('\x80\x05\x95', exportable('a Python pickle')),
  kind('RDX2\n', exportable('an R data file'), { mayBeText: true }),
  kind('RDX3\n', exportable('an R data file'), { mayBeText: true }),
  kind('DUCK', exportable('a DuckDB database'), { at: 8, mayBeText: true }),
  kind('7\x7f\x06\x82', 'This is the journal of an SQLite database; open the database itself.'),
  kind('7\x7f\x06\x83', 'This is the journal of an SQLite database; open the database itself.'),
  kind('\x89PNG\r\n\x1a\n', PICTURE),
  kind('\xff\xd8\xff', PICTURE),
  kind('GIF8', PICTURE, { mayBeText: true }),
  kind('\x7fELF', PROGRAM),
  kind('MZ', PROGRAM, { mayBeText: true }),
  kind('\0asm', PROGRAM),
];

const HTML = 'This is a web page (HTML), not a table. Was a message saved instead of the file?';
const XML = 'This is XML, which is not read; export the table as CSV or JSON.';
const BINARY = 'This is not a text file; save the table as CSV in UTF-8.';

const SAMPLE_BYTES = 4096;

/**
 * Why a file that begins so is not read, and what to do, for a person; null where it may be text.
 * @param head  its first bytes, some thousands if it has them.
 */
export function foreign(head: Uint8Array): string | null {
  const sample = head.subarray(0, SAMPLE_BYTES);
  const isText = !sample.includes(0);
  const letters = String.fromCharCode(...sample);
  const found = KINDS.find(
    ({ magic, at, mayBeText }) => letters.startsWith(magic, at) && !(mayBeText && isText),
  );
  if (found) return found.message;
  const start = letters.slice(0, 256).trimStart().toLowerCase();
  if (/^<(!doctype html|html)[\s>]/.test(start)) return HTML;
  if (start.startsWith('<?xml')) return XML;
  const zeros = sample.filter((byte) => byte === 0).length;
  return zeros <= sample.length / 5 || utf16Of(sample) ? null : BINARY;
}
