import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { tableToIPC, tableFromArrays } from 'apache-arrow';
import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { visit } from '../browser.ts';
import { openFiles, railText, toStart, waitForResult } from './steps.ts';

const log = [...simulateEmailClicks({ seed: 1, rows: 2000 }).chunks]
  .map((chunk) => chunk.csv)
  .join('');
const packed = gzipSync(log);
const changed = (bytes: Uint8Array, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
};
const arrow = tableToIPC(tableFromArrays({ a: [1, 2, 3], b: ['x', 'y', 'z'] }), 'stream');
const sqlite = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096, 0x7f)]);
const thrift = Buffer.alloc(64, 0x99);
const tail = Buffer.from([64, 0, 0, 0, ...Buffer.from('PAR1')]);

/** What is dropped, and words of what must be said. */
const BROKEN: readonly (readonly [string, Buffer, RegExp])[] = [
  ['empty.csv', Buffer.alloc(0), /empty/],
  ['cut.csv.gz', Buffer.from(packed.subarray(0, 5000)), /gzip file is cut off/],
  ['changed.csv.gz', changed(packed, packed.length - 6), /gzip file is damaged/],
  [
    'cut.zip',
    Buffer.from(zipSync({ 'a.csv': Buffer.from(log) }).subarray(0, 900)),
    /zip file is damaged/,
  ],
  ['footer.parquet', Buffer.concat([Buffer.from('PAR1'), thrift, tail]), /Parquet file is damaged/],
  ['cut.parquet', Buffer.concat([Buffer.from('PAR1'), thrift]), /Parquet file is damaged/],
  ['pages.db', sqlite, /SQLite/],
  ['cut.arrow', Buffer.from(arrow.subarray(0, 60)), /Arrow file/],
  ['changed.arrow', changed(arrow, 8), /Arrow file/],
  ['cut.json', Buffer.from('[{"a":1},{"a":'), /JSON array is broken at line 1/],
  ['deep.ndjson', Buffer.from(`${'{"a":'.repeat(9000)}\n`), /JSON/],
  ['cut.log', Buffer.from('#separator \\x09\n#fields\ta\tb\n#types\tstring\n'), /Zeek log/],
];

test('one broken file after the other is refused in words, and a good one is read after them', async () => {
  await using site = await visit();
  const { page } = site;
  for (const [name, buffer, words] of BROKEN) {
    await openFiles(page, { name, mimeType: 'application/octet-stream', buffer });
    const alert = page.getByRole('alert').first();
    await expect.poll(() => alert.innerText(), { timeout: 20_000, message: name }).toMatch(words);
    const said = await alert.innerText();
    expect(said).toContain(name);
    expect(said).not.toMatch(
      /undefined|RuntimeError|TypeError|unreachable|out of bounds|\bat .*\.js/,
    );
    // What could be described stays open as a table that says why it has no rows.
    await toStart(page);
  }
  const buffer = Buffer.from(log);
  await openFiles(page, { name: 'clicks.csv', mimeType: 'text/csv', buffer });
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
  expect(site.problems).toEqual([]);
});
