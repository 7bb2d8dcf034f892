import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeIds } from '../../src/simulate/email-clicks-ids.ts';
import { simulateEmailClicks } from '../../src/simulate/email-clicks.ts';
import { parseCsv, readColumns, write } from './read-log.ts';

const NAMES =
  'InboxID,Company,List,Campaign,RequestType,SendDate,RequestDate,Link,IPAddress,UserAgent,AS Name,AS Number,' +
  'CIDR Range,UserID,DomainID,EmailDomain,EmailRootLevelDomain,CountryCode,RegionCode,PostalCode,Lat,Long,OlsonName';

const CSV_SHA256 = '001128c4a0d92852afdb06faafeb4fdc1280ac194e5b79c95a8a1799507fc93b';
const TRUTH_SHA256 = 'e260041f68d4b646977f523d904edd7572d6be2f9cb9b62b24f130d96ee21f82';
const SAMPLE_SHA256 = '781014c2c96c68a74e290ab2b3a8469c5d7ec18a29389f11fb3f5c620bfebec9';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const campaign = write(1);
const clicks = readColumns(campaign.csv);

describe('repetition', () => {
  test('seed 1 is these bytes', () => {
    expect(campaign.rows).toBe(24_213);
    expect(sha256(campaign.csv)).toBe(CSV_SHA256);
    expect(sha256(campaign.truth)).toBe(TRUTH_SHA256);
    expect(sha256(write(1, 100).csv)).toBe(SAMPLE_SHA256);
  });

  test('the same log can be iterated twice', () => {
    const { chunks } = simulateEmailClicks({ seed: 5, rows: 500 });
    expect([...chunks]).toEqual([...chunks]);
  });

  test('another seed shares no address, agent or inbox', () => {
    const other = readColumns(write(2).csv);
    for (const name of ['IPAddress', 'UserAgent', 'InboxID', 'Company', 'Link']) {
      const here = new Set(clicks(name));
      expect(other(name).some((value) => here.has(value))).toBe(false);
    }
  });

  test('a longer log begins with the whole campaign', () => {
    expect(write(1, 30_000).csv.startsWith(campaign.csv)).toBe(true);
  });
});

describe('rows', () => {
  test.each([0, 1, 2, 5, 100, 24_000, 24_213, 24_214, 50_000])('%d clicks are as many', (rows) => {
    const log = write(1, rows);
    expect(log.rows).toBe(rows);
    expect(parseCsv(log.csv)).toHaveLength(rows + 1);
    expect(parseCsv(log.truth)).toHaveLength(rows + 1);
  });

  test('chunks count their own records', () => {
    const sizes = [...simulateEmailClicks({ seed: 3, rows: 60_000 }).chunks].map((chunk) => ({
      rows: chunk.rows,
      lines: parseCsv(chunk.csv).length,
    }));
    expect(sizes.map(({ rows }, index) => rows + (index === 0 ? 1 : 0))).toEqual(
      sizes.map(({ lines }) => lines),
    );
    expect(sizes).toHaveLength(3);
  });

  test.each([-1, 1.5, Number.NaN, 1e10])('%d rows are refused', (rows) => {
    expect(() => simulateEmailClicks({ seed: 1, rows })).toThrow(/rows must be a whole number/);
  });

  test('a broken seed is refused', () => {
    expect(() => simulateEmailClicks({ seed: 0.5 })).toThrow(/seed must be a whole number/);
  });
});

describe('columns', () => {
  test('the header is the private log’s', () => {
    expect(simulateEmailClicks({ seed: 1 }).header.join(',')).toBe(NAMES);
    expect(campaign.csv.slice(0, NAMES.length + 1)).toBe(`${NAMES}\n`);
    expect(campaign.truth.startsWith('IPAddress,UserAgent,RequestDate,actor\n')).toBe(true);
  });

  test('ids are braced and upper case', () => {
    const id = /^\{[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}\}$/;
    const names =
      'InboxID Company List Campaign Link IPAddress UserAgent UserID DomainID EmailDomain';
    for (const name of names.split(' '))
      expect(clicks(name).every((text) => id.test(text))).toBe(true);
    expect(clicks('CIDR Range').every((text) => text === 'Unknown' || id.test(text))).toBe(true);
  });

  test('dates are of the form YYYY-MM-DD HH:MM:SS, in order, and no click is before its sending', () => {
    const times = (name: string): number[] =>
      clicks(name).map((text) => Date.parse(`${text.replace(' ', 'T')}Z`));
    const written = [...clicks('SendDate'), ...clicks('RequestDate')];
    expect(written.every((text) => /^2020-01-\d\d \d\d:\d\d:00$/.test(text))).toBe(true);
    const sent = times('SendDate');
    const requested = times('RequestDate');
    expect(requested.every((time, row) => time >= (sent[row] ?? Infinity))).toBe(true);
    expect(requested).toEqual(requested.toSorted((a, b) => a - b));
    expect(clicks('SendDate').toSorted()[0]).toBe('2020-01-17 09:03:00');
    expect(clicks('RequestDate').at(-1)).toBe('2020-01-21 13:15:00');
  });

  test('an AS name with a comma survives', () => {
    expect(campaign.csv).toContain(',"T-Mobile USA, Inc.",21928,{');
    expect(new Set(clicks('AS Name'))).toContain('T-Mobile USA, Inc.');
  });

  test('places are numbers within North America’s bounds', () => {
    expect(clicks('Lat').every((text) => /^\d\d\.(\d|\d[1-9])$/.test(text))).toBe(true);
    expect(clicks('Long').every((text) => /^-\d{2,3}\.(\d|\d[1-9])$/.test(text))).toBe(true);
    expect(
      clicks('Lat')
        .map(Number)
        .every((degrees) => degrees >= 25 && degrees < 49),
    ).toBe(true);
    expect(
      clicks('Long')
        .map(Number)
        .every((degrees) => degrees >= -125 && degrees < -70),
    ).toBe(true);
  });

  test.each([
    [
      'IPAddress',
      [
        'AS Number',
        'CIDR Range',
        'CountryCode',
        'RegionCode',
        'PostalCode',
        'Lat',
        'Long',
        'OlsonName',
      ],
    ],
    ['InboxID', ['UserID', 'EmailDomain', 'DomainID', 'EmailRootLevelDomain']],
    ['EmailDomain', ['EmailRootLevelDomain', 'DomainID']],
    ['CIDR Range', ['AS Name']],
  ])('one %s has one of each %j', (key, attributes) => {
    for (const attribute of attributes) {
      const keys = clicks(key);
      const pairs = new Set(clicks(attribute).map((value, row) => `${keys[row]} ${value}`));
      expect(pairs.size).toBe(new Set(keys).size);
    }
  });
});

test('ids of a kind never meet, whatever the sign or size of the seed', () => {
  for (const seed of [0, -1, Number.MAX_SAFE_INTEGER]) {
    const { idOf } = makeIds(seed);
    const ids = new Set<string>();
    for (let index = 0; index < 20_000; index++)
      ids.add(idOf('inbox', index)).add(idOf('user', index));
    expect(ids.size).toBe(40_000);
  }
});
