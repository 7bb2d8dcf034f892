import { describe, expect, it } from 'vitest';
import { shortId, shownText, timeText } from '../../src/widgets/cell.ts';
import { tsv } from '../../src/widgets/tsv.ts';

const text = (cell: string): string =>
  tsv([{ title: 'a', kind: 'text', at: 0 }], [[cell]]).slice(2);

describe('tsv', () => {
  it('gives bare digits, full identifiers and nothing for null', () => {
    const columns = [
      { title: 'Row', kind: 'number', at: 0 },
      { title: 'InboxID', kind: 'id', at: 1 },
      { title: 'AS Name', kind: 'text', at: 2 },
      { title: 'Time', kind: 'time', at: 3 },
    ] as const;
    const rows = [
      [24058, '71C77248-AAAA-BBBB', null, 1579251780000],
      [-0.5, 'b', 'x', '17 Jan'],
      [12345678901234567890n, 'c', true, null],
    ];
    expect(tsv(columns, rows)).toBe(
      [
        'Row\tInboxID\tAS Name\tTime',
        '24058\t71C77248-AAAA-BBBB\t\t2020-01-17 09:03:00',
        '-0.5\tb\tx\t17 Jan',
        '12345678901234567890\tc\ttrue\t',
      ].join('\n'),
    );
  });

  it('takes columns by position, in any order, and names of any kind', () => {
    const columns = [
      { title: '__proto__', kind: 'text', at: 1 },
      { title: 'a\tb', kind: 'text', at: 0 },
    ] as const;
    expect(tsv(columns, [['x', 'y']])).toBe('__proto__\t"a\tb"\ny\tx');
  });

  it('quotes tabs, line ends and quotes', () => {
    expect(text('a\tb')).toBe('"a\tb"');
    expect(text('a\r\nb')).toBe('"a\r\nb"');
    expect(text('say "x"')).toBe('"say ""x"""');
  });

  it('keeps spreadsheets from running a value', () => {
    expect(text('=HYPERLINK(1)')).toBe("'=HYPERLINK(1)");
    expect(text('@SUM(A1)')).toBe("'@SUM(A1)");
    expect(text('+cmd|x')).toBe("'+cmd|x");
    expect(text('-1+cmd')).toBe("'-1+cmd");
    for (const harmless of ['-', '-4', '+1e5', 'a=b', '']) expect(text(harmless)).toBe(harmless);
  });
});

describe('cell texts', () => {
  it('groups numbers, shortens identifiers, writes times in UTC', () => {
    expect(shownText(24058, 'number')).toBe('24\u2009058');
    expect(shownText(-1234567n, 'number')).toBe('\u22121\u2009234\u2009567');
    expect(shownText(2020, 'text')).toBe('2020');
    expect(shownText(null, 'number')).toBe('null');
    expect(shortId('71C77248-AAAA')).toBe('71C77248…');
    expect(shortId('short')).toBe('short');
    expect(shortId('0123456789')).toBe('0123456789');
    expect(timeText(1579251780250)).toBe('2020-01-17 09:03:00.250');
    expect(timeText(Number.NaN)).toBe('NaN');
  });

  it('does not cut a letter in two', () => {
    expect(shortId('👣'.repeat(12))).toBe(`${'👣'.repeat(8)}…`);
  });
});
