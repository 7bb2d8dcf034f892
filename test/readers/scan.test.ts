import { expect, test } from 'vitest';
import { makeCsvScan } from '../../src/readers/csv/scan.ts';
import { ReadError } from '../../src/engine/ports.ts';
import { faultOf, valueOf } from '../../src/readers/worker-contract.ts';

const options = {
  delimiter: 44,
  quote: 34,
  skip: 0,
  comment: new Uint8Array(0),
  header: true,
  fill: false,
  trailing: false,
  badEncoding: 'not written in UTF-8',
  fields: 2,
  sliceBytes: 8,
  firstSliceBytes: 1 << 20,
  longestRecord: 1000,
  keepRejects: 2,
};

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}

test('slices end at record ends, hold clean records only and say on which lines they were', () => {
  const scan = makeCsvScan(options);
  const slices = scan.push(bytesOf('a,b\r\n1,x\r\n\r\nbad\r\n2,"y\r\nz"\r\n3,w\n4,'));
  const { slices: last, summary } = scan.end();
  const shown = [...slices, ...last].map(({ bytes, lineBreaks, records, rejects, readBytes }) => ({
    text: new TextDecoder().decode(bytes),
    lineBreaks: [...lineBreaks],
    records,
    rejects: rejects.map(({ line }) => line),
    readBytes,
  }));
  expect(shown).toStrictEqual([
    {
      text: '1,x\n2,"y\r\nz"\n',
      lineBreaks: [0, 2, 1, 5],
      records: 2,
      rejects: [4],
      readBytes: 26,
    },
    { text: '3,w\n4,\n', lineBreaks: [0, 7], records: 2, rejects: [], readBytes: 33 },
  ]);
  expect(summary).toStrictEqual({
    records: 5,
    rejected: 1,
    blankLines: 1,
    comments: 0,
    filled: 0,
    otherWidths: new Map([[1, 1]]),
    undecodable: 0,
    withNul: 0,
    unclosed: null,
    fields: null,
  });
});

test('rejects past the number to keep are counted only', () => {
  const scan = makeCsvScan(options);
  scan.push(bytesOf('a,b\n1\n2\n3\n4\n'));
  const { slices, summary } = scan.end();
  expect(slices.flatMap(({ rejects }) => rejects.map(({ text }) => text))).toStrictEqual([
    '1',
    '2',
  ]);
  expect(summary).toMatchObject({ records: 4, rejected: 4 });
});

test('an error crosses to another thread as a value, whole', () => {
  const error = new ReadError('not-text', 'This is a gzip file.', 'a.gz', 1);
  const crossed = structuredClone({ ok: false as const, fault: faultOf(error, 'a.gz') });
  expect(() => valueOf(crossed)).toThrow(error);
  const other = faultOf(new TypeError('odd'), 'a.csv');
  expect(other).toMatchObject({ code: 'unreadable', file: 'a.csv', line: null });
});
